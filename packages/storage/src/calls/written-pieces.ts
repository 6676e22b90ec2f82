import type { JobReference, ScanReference } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import { storeFailed } from '../failure.js';
import type { HostStore } from '../port/host-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { LAST_ADDRESS, NEXT_WRITTEN } from './host-pages.js';
import { bytesOf } from './written-form.js';

/** A host without written bytes in a range of addresses of a job. */
export const UNWRITTEN = `
  SELECT address FROM host
  WHERE job = (SELECT id FROM job WHERE ref = $1) AND written = 0 AND address >= $2 AND address <= $3
  ORDER BY address LIMIT 1`;

/** The calls about the written bytes of hosts. `jobThere` refuses a job that is not there. */
export const writtenPieces = (
  { place, call }: Database,
  jobThere: (ref: JobReference) => Work<void>,
): { readonly isWritten: HostStore['isWritten']; readonly piecesOf: HostStore['writtenHostsOf'] } => {
  const pieceOf = (ref: ScanReference, rows: readonly Row[]): Uint8Array => {
    const all = rows.map((row) => {
      const bytes = bytesOf(row);
      if (bytes !== undefined) return bytes;
      const what = `host ${formatAddress(numberOf(row, 'address'))} of ${ref}`;
      throw storeFailed(place, `read ${what}`, 'its written bytes are damaged');
    });
    const [first] = all;
    return all.length === 1 && first !== undefined ? first : Buffer.concat(all);
  };

  return {
    isWritten: (ref, only) =>
      call(`look at the hosts of ${ref}`, 'apart', function* () {
        const gap = yield* firstOf(UNWRITTEN, ref, only ?? 0, only ?? LAST_ADDRESS);
        if (gap === undefined) yield* jobThere(ref);
        return gap === undefined;
      }),
    piecesOf: async function* (ref, only) {
      const task = `read the written hosts of ${ref}`;
      const last = only ?? LAST_ADDRESS;
      const page = function* (from: Address): Work<readonly Row[]> {
        const rows = yield* rowsOf(NEXT_WRITTEN, ref, from, last);
        if (rows.length === 0) yield* jobThere(ref);
        const end = rows.at(-1);
        const gap = yield* firstOf(UNWRITTEN, ref, from, end === undefined ? last : numberOf(end, 'address'));
        if (gap === undefined) return rows;
        const what = formatAddress(numberOf(gap, 'address'));
        throw storeFailed(place, task, `host ${what} was stored without them, by an older version perhaps`);
      };
      for (let from = only ?? 0; ;) {
        const rows = await call(task, 'apart', () => page(from));
        const end = rows.at(-1);
        if (end === undefined) return;
        from = numberOf(end, 'address') + 1;
        yield pieceOf(ref, rows);
      }
    },
  };
};
