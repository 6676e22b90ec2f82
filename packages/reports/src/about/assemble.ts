import type { AboutItem, DocumentItem } from '@openguard/model';
import type { XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { About } from './about.js';

type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

const NOTHING: Items = E.right([]);

const KNOWN = new Set(Object.values(About.fields).map(({ name }) => name));

/** Reads ABOUT. Only the first of each child is kept, so that memory stays constant. */
export class AboutAssembler implements Assembler {
  readonly #bench = new Workbench();
  readonly #children = new Map<string, XmlElement>();
  #refused = false;

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
      case 'close':
        this.#bench.leave();
        return this.#about(event.offset);
      case 'end':
        return E.right([this.#bench.end({ hosts: 0, findings: 0 })]);
    }
  };

  #record(element: XmlElement, offset: number): Items {
    const { tagName } = element;
    if (tagName === 'ERROR') {
      this.#refused = true;
      return this.#bench.refused(element, offset);
    }
    if (KNOWN.has(tagName) && !this.#children.has(tagName)) this.#children.set(tagName, element);
    else this.#bench.noteUnknown(element);
    return NOTHING;
  }

  #about(offset: number): Items {
    if (this.#refused && this.#children.size === 0) return NOTHING;
    const about = { tagName: About.tagName, attributes: {}, children: [...this.#children.values()] };
    return E.map(({ api, web, scanner, signatures }: Omit<AboutItem, 'kind'>): readonly AboutItem[] => [
      { kind: 'about', api, web, scanner, signatures, ...this.#bench.ledger.take() },
    ])(this.#bench.decode(About, about, offset));
  }
}
