import type { DocumentItem } from '@openguard/model';
import { readXml, type Spine, type XmlEvent, type XmlLimits } from '@openguard/xml';
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
): AsyncGenerator<E.Either<DocumentFault, DocumentItem>, void, undefined> {
  let assembler: Assembler | undefined;
  for await (const event of readXml(source, SPINE, limits)) {
    if (E.isLeft(event)) {
      yield E.left({ tag: 'Xml', fault: event.left });
      return;
    }
    if (assembler === undefined) {
      const found = assemblerFor(event.right, roots);
      if (E.isLeft(found)) {
        yield found;
        return;
      }
      assembler = found.right;
    }
    const items = assembler.take(event.right);
    if (E.isLeft(items)) {
      yield items;
      return;
    }
    for (const item of items.right) yield E.right(item);
  }
}
