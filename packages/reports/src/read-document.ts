import type { DocumentItem } from '@openguard/model';
import { XmlReader, type Spine, type XmlEvent, type XmlFault, type XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Assembler } from './assembler.js';
import type { DocumentFault } from './fault.js';
import { GenericReturnAssembler } from './generic-return/assemble.js';
import { SCAN_SPINE, ScanAssembler } from './scan/assemble.js';
import { ScanReportListAssembler } from './scan-report-list/assemble.js';

interface Kind {
  readonly spine: Spine;
  readonly assembler: () => Assembler;
}

const KINDS = new Map<string, Kind>([
  ['SCAN', { spine: SCAN_SPINE, assembler: () => new ScanAssembler() }],
  ['SCAN_REPORT_LIST', { spine: {}, assembler: () => new ScanReportListAssembler() }],
  ['GENERIC_RETURN', { spine: {}, assembler: () => new GenericReturnAssembler() }],
]);

const SPINE: Spine = Object.fromEntries([...KINDS].map(([root, { spine }]) => [root, spine]));

/** The root elements of the documents that can be read. */
export const KNOWN_ROOTS: readonly string[] = [...KINDS.keys()];

/** How to read. `roots`: which root elements are welcome, all that are known unless told. */
export interface ReadOptions {
  readonly roots?: readonly string[];
  readonly limits?: Partial<XmlLimits>;
}

const assemblerFor = (event: XmlEvent, roots: readonly string[]): E.Either<DocumentFault, Assembler> => {
  const name = event.kind === 'open' ? event.element.tagName : '';
  const kind = roots.includes(name) ? KINDS.get(name) : undefined;
  return kind === undefined ? E.left({ tag: 'Root', name, known: roots }) : E.right(kind.assembler());
};

type Read = E.Either<DocumentFault, DocumentItem>;

/** Turns events into items, chunk by chunk and without a pause in between; tells nothing after a fault. */
class ItemReader {
  readonly #roots: readonly string[];
  #assembler: Assembler | undefined;
  failed = false;

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  *read(events: Iterable<E.Either<XmlFault, XmlEvent>>): Generator<Read, void, undefined> {
    for (const event of events) {
      const items = E.isLeft(event)
        ? E.left({ tag: 'Xml' as const, fault: event.left })
        : this.#take(event.right);
      if (E.isLeft(items)) {
        this.failed = true;
        yield items;
        return;
      }
      for (const item of items.right) yield E.right(item);
    }
  }

  #take(event: XmlEvent): E.Either<DocumentFault, readonly DocumentItem[]> {
    if (this.#assembler === undefined) {
      const found = assemblerFor(event, this.#roots);
      if (E.isLeft(found)) return found;
      this.#assembler = found.right;
    }
    return this.#assembler.take(event);
  }
}

/**
 * Reads any document of the API that is known here, by its root element, from any source of bytes.
 *
 * Items come in the document's order; memory stays constant. A fault comes as a left and is the last thing
 * that comes. The item `end` comes only when the document is proven complete: without it, nothing may be
 * concluded from what is absent.
 */
export async function* readDocument(
  source: AsyncIterable<Uint8Array>,
  { roots = KNOWN_ROOTS, limits = {} }: ReadOptions = {},
): AsyncGenerator<Read, void, undefined> {
  const xml = new XmlReader(SPINE, { limits });
  const items = new ItemReader(roots);
  for await (const chunk of source) {
    for (const item of items.read(xml.push(chunk))) yield item;
    if (items.failed) return;
  }
  for (const item of items.read(xml.finish())) yield item;
}
