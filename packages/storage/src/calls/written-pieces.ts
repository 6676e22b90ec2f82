import type { JobReference, ScanReference } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import { storeFailed } from '../failure.js';
import type { HostStore } from '../port/host-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { bulkOf, firstOf, type Row, type Work } from '../sql/work.js';
import { isLastPage, LAST_ADDRESS, NEXT_WRITTEN, WRITTEN_COLUMNS } from './host-pages.js';
import { isUnwritten, joinedBytes, lengthOf } from './written-form.js';

/** A host without written bytes in a range of addresses of a job. */
export const UNWRITTEN = `
  SELECT address FROM host
  WHERE job = (SELECT id FROM job WHERE ref = $1) AND written = 0 AND address >= $2 AND address <= $3
  ORDER BY address LIMIT 1`;

/** Pieces of which none but the last is smaller than this, in bytes. */
const LEAST_PIECE = 32 * 1024;

/** The same bytes in fewer pieces where they are small. Large ones are not copied: that they would be costs more. */
function* joinedSmall(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
  let small: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    small.push(piece);
    size += piece.length;
    if (size < LEAST_PIECE) continue;
    yield small.length === 1 ? piece : Buffer.concat(small);
    small = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(small);
}

/** The calls about the written bytes of hosts. `jobThere` refuses a job that is not there. */
export const writtenPieces = (
  { place, call }: Database,
  jobThere: (ref: JobReference) => Work<void>,
): { readonly isWritten: HostStore['isWritten']; readonly piecesOf: HostStore['writtenHostsOf'] } => {
  const bytesIn = (ref: ScanReference, rows: readonly Row[]): Generator<Uint8Array> => {
    const whatOf = (row: Row): string => `host ${formatAddress(numberOf(row, 'address'))} of ${ref}`;
    const unwritten = rows.find(isUnwritten);
    if (unwritten !== undefined) {
      const why = 'it was stored without them, by an older version perhaps';
      throw storeFailed(place, `read the written bytes of ${whatOf(unwritten)}`, why);
    }
    return joinedBytes(rows, (row) => {
      throw storeFailed(place, `read ${whatOf(row)}`, 'its written bytes are damaged');
    });
  };

  const pageFrom = (ref: ScanReference, from: Address, last: Address): Promise<readonly Row[]> =>
    call(`read the written hosts of ${ref}`, 'apart', function* () {
      const rows = yield* bulkOf(WRITTEN_COLUMNS, NEXT_WRITTEN, ref, from, last);
      if (rows.length === 0) yield* jobThere(ref);
      return rows;
    });

  return {
    isWritten: (ref, only) =>
      call(`look at the hosts of ${ref}`, 'apart', function* () {
        const gap = yield* firstOf(UNWRITTEN, ref, only ?? 0, only ?? LAST_ADDRESS);
        if (gap === undefined) yield* jobThere(ref);
        return gap === undefined;
      }),
    piecesOf: async function* (ref, only) {
      const last = only ?? LAST_ADDRESS;
      let page = pageFrom(ref, only ?? 0, last);
      for (;;) {
        const rows = await page;
        const end = rows.at(-1);
        if (end === undefined) return;
        if (isLastPage(rows.map(lengthOf))) {
          yield* joinedSmall(bytesIn(ref, rows));
          return;
        }
        // The database looks for the next page while this one is sent. Whoever stops in between does not ask for it.
        page = pageFrom(ref, numberOf(end, 'address') + 1, last);
        page.catch(() => undefined);
        yield* joinedSmall(bytesIn(ref, rows));
      }
    },
  };
};
