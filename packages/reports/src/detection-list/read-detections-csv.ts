import type { DocumentItem } from '@openguard/model';
import type { XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Assembler } from '../assembler.js';
import type { DocumentFault } from '../fault.js';
import { CsvFault, csvRows, type CsvLimits } from './csv-rows.js';
import { CsvList, type CsvLineFault } from './read-csv.js';

type Read = E.Either<DocumentFault, DocumentItem>;

/** Without the last mark nobody can say whether it was cut between two lines. */
const unproven = (item: DocumentItem): DocumentItem =>
  item.kind === 'end' ? { ...item, unproven: true } : item;

const faultOf = ({ offset, path, expected }: CsvLineFault): DocumentFault => ({
  tag: 'Invalid',
  ...{ offset, at: '/CSV', path, expected, missing: false },
});

const truncated = (offset: number): DocumentFault => ({
  tag: 'Xml',
  fault: { tag: 'Truncated', inside: 'a list as CSV', offset, path: '/CSV' },
});

/**
 * Reads detections as CSV through the assembler of the same list as XML: the same items, the same faults. `end` comes
 * only where a list may end; unless that is the mark of a footer, which would tell of more, it says that it is not proven.
 */
export async function* readDetectionsCsv(
  source: AsyncIterable<Uint8Array>,
  assembler: Assembler,
  limits: CsvLimits,
): AsyncGenerator<Read, void, undefined> {
  const list = new CsvList();
  const reading = { failed: false };
  let last = 0;
  const read = function* (told: Iterable<XmlEvent | CsvLineFault>): Generator<Read, void, undefined> {
    for (const event of told) {
      const items = 'kind' in event ? assembler.take(event) : E.left(faultOf(event));
      if (E.isLeft(items)) {
        reading.failed = true;
        yield items;
        return;
      }
      for (const item of items.right) yield E.right(list.isProven ? item : unproven(item));
    }
  };
  yield* read(list.begin());
  try {
    for await (const row of csvRows(source, limits)) {
      last = row.offset;
      for (const item of read(list.take(row))) yield item;
      if (reading.failed) return;
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    yield E.left(error.fault);
    return;
  }
  if (list.isWhole) yield* read(list.end());
  else yield E.left(truncated(last));
}
