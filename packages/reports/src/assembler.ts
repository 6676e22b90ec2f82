import { firstMismatch, noticesOf, type Declared, type Element } from '@openguard/codec';
import type { DocumentItem, EndItem, RefusedItem } from '@openguard/model';
import type { XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { DocumentFault } from './fault.js';
import { HostLedger } from './host-ledger.js';
import { NoticeLedger } from './notice-ledger.js';
import { Refusal } from './refusal.js';
import { isOutside, type Values } from './values/values.js';

/** Turns what a reader tells about one kind of document into items. */
export interface Assembler {
  readonly take: (event: XmlEvent) => E.Either<DocumentFault, readonly DocumentItem[]>;
}

/** The reading half of an element's declaration. */
export type Readable<A> = Declared & Pick<Element<A>, 'read'>;

/** A number as text, if it is one. */
export const integerOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[ \t\r\n]*[0-9]{1,15}[ \t\r\n]*$/.test(text) ? Number(text) : undefined;

/** What every assembler keeps: the path of open elements, notices, and how to decode with a declaration. */
export class Workbench {
  readonly ledger = new NoticeLedger();
  readonly hosts = new HostLedger();
  readonly #paths: string[] = [];

  get path(): string {
    return this.#paths.at(-1) ?? '';
  }

  enter(name: string): void {
    this.#paths.push(`${this.path}/${name}`);
  }

  leave(): void {
    this.#paths.pop();
  }

  /**
   * Decodes an element, and notes what its declaration does not know.
   *
   * @param at where it stands: inside the open ones, if nothing else is said
   */
  decode<A>(
    declared: Readable<A>,
    element: XmlElement,
    offset: number,
    at = this.path,
  ): E.Either<DocumentFault, A> {
    const { decoded, hasUnknown } = declared.read(element);
    if (E.isLeft(decoded)) {
      return E.left({ tag: 'Invalid', offset, at, ...firstMismatch(decoded.left) });
    }
    if (hasUnknown) this.note(declared, element, at);
    return decoded;
  }

  /** Notes what a declaration does not know of an element that stands there. */
  note(declared: Declared, element: XmlElement, at = this.path): void {
    this.ledger.add(noticesOf(declared, element, () => `${at}/${element.tagName}`));
  }

  /** Notes an element that nobody knows, whole. */
  noteUnknown(element: XmlElement): void {
    const parent = { tagName: '', attributes: {}, children: [element] };
    this.ledger.add(noticesOf({ tagName: '', fields: {} }, parent, () => this.path));
  }

  noteText(path: string, text: string): void {
    this.ledger.add([{ path, text }]);
  }

  /** Notes a value at a place below the open elements that is none of those allowed there; its item keeps it. */
  check(allowed: Values, place: string, text: string | undefined): void {
    if (text !== undefined && isOutside(allowed, text)) this.noteText(`${this.path}/${place}`, text);
  }

  refused(element: XmlElement, offset: number): E.Either<DocumentFault, readonly RefusedItem[]> {
    const decoded = this.decode(Refusal, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const number = integerOf(decoded.right.number);
    if (number === undefined && decoded.right.number !== undefined) {
      this.noteText(`${this.path}/ERROR/@number`, decoded.right.number);
    }
    const { text } = decoded.right;
    return E.right([
      { kind: 'refused', ...(number === undefined ? {} : { number }), text, ...this.ledger.take() },
    ]);
  }

  end(counts: Omit<EndItem, 'kind' | 'notices'>): EndItem {
    return { kind: 'end', ...counts, ...this.hosts.repeated(), notices: this.ledger.all() };
  }
}
