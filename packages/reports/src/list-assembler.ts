import type { DocumentItem, EndItem } from '@openguard/model';
import type { XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler } from './assembler.js';
import type { DocumentFault } from './fault.js';

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

type Read<A> = (bench: Workbench, element: XmlElement, offset: number) => E.Either<DocumentFault, A>;

/** What is particular about one kind of list. */
export interface ListKind {
  /** Reads the start tag, while the root is not open yet, for what the end is to say of the list. */
  readonly start: Read<Pick<EndItem, 'list'>>;
  /** The elements that the list is made of, by their names. */
  readonly entries: ReadonlyMap<string, Read<DocumentItem>>;
  /** What the end calls their number. */
  readonly counted: 'reports' | 'running';
}

/** Reads a list: a root, entries or a refusal in it, and nothing that is large. */
export class ListAssembler implements Assembler {
  readonly #kind: ListKind;
  readonly #bench = new Workbench();
  #list: Pick<EndItem, 'list'> = {};
  #entries = 0;

  constructor(kind: ListKind) {
    this.#kind = kind;
  }

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open': {
        const list = this.#kind.start(this.#bench, event.element, event.offset);
        this.#bench.enter(event.element.tagName);
        if (E.isLeft(list)) return list;
        this.#list = list.right;
        return NOTHING;
      }
      case 'record':
        return this.#record(event.element, event.offset);
      case 'text':
        this.#bench.noteText(this.#bench.path, event.text);
        return NOTHING;
      case 'close':
        return NOTHING;
      case 'end': {
        const counts = { hosts: 0, findings: 0, [this.#kind.counted]: this.#entries };
        return E.right([this.#bench.end({ ...counts, ...this.#list })]);
      }
    }
  };

  #record(element: XmlElement, offset: number): Items {
    if (element.tagName === 'ERROR') return this.#bench.refused(element, offset);
    const entry = this.#kind.entries.get(element.tagName);
    if (entry === undefined) {
      this.#bench.noteUnknown(element);
      return NOTHING;
    }
    this.#entries += 1;
    return E.map((item: DocumentItem) => [item])(entry(this.#bench, element, offset));
  }
}
