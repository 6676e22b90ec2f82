import type { DocumentItem } from '@openguard/model';
import type { XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { TypeOf } from 'io-ts';
import { integerOf, Workbench, type Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { Api, Return } from './generic-return.js';

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

/** Reads GENERIC_RETURN. */
export class GenericReturnAssembler implements Assembler {
  readonly #bench = new Workbench();
  #api: TypeOf<typeof Api> | undefined;
  #returned = false;

  readonly take = (event: XmlEvent): Items => {
    switch (event.kind) {
      case 'open':
        this.#bench.note({ tagName: event.element.tagName, fields: {} }, event.element);
        this.#bench.enter(event.element.tagName);
        return NOTHING;
      case 'record':
        return this.#record(event.element, event.offset);
      case 'text':
        this.#bench.noteText(this.#bench.path, event.text);
        return NOTHING;
      case 'close': {
        const missing = { path: 'RETURN', expected: 'RETURN', missing: true };
        return this.#returned
          ? NOTHING
          : E.left({ tag: 'Invalid', offset: event.offset, at: this.#bench.path, ...missing });
      }
      case 'end':
        return E.right([this.#bench.end({ hosts: 0, findings: 0 })]);
    }
  };

  #record(element: XmlElement, offset: number): Items {
    if (element.tagName === Api.tagName && this.#api === undefined && !this.#returned) {
      const api = this.#bench.decode(Api, element, offset);
      if (E.isLeft(api)) return api;
      this.#api = api.right;
      return NOTHING;
    }
    if (element.tagName === Return.tagName && !this.#returned) return this.#return(element, offset);
    this.#bench.noteUnknown(element);
    return NOTHING;
  }

  #return(element: XmlElement, offset: number): Items {
    const decoded = this.#bench.decode(Return, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const { status, number, text } = decoded.right;
    const known = integerOf(number);
    if (number !== undefined && known === undefined) {
      this.#bench.noteText(`${this.#bench.path}/RETURN/@number`, number);
    }
    this.#returned = true;
    const { name, ...rest } = this.#api ?? {};
    return E.right([
      {
        kind: 'return',
        status,
        ...(known === undefined ? {} : { number: known }),
        text,
        ...(name === undefined ? {} : { api: name }),
        ...rest,
        ...this.#bench.ledger.take(),
      },
    ]);
  }
}
