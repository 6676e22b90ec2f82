import { HostReport, MapHost, type JobReference } from '@openguard/model';
import { formatAddress, setOf, parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { storeFailed } from '../failure.js';
import type { BatchKey } from '../port/batch-store.js';
import type { HostStore } from '../port/host-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { LAST_ADDRESS, NEXT_RECORDS } from './host-pages.js';
import { insertHost } from './host-row.js';
import { readRecord, writeRecord } from './record.js';
import { storedBytes } from './written-form.js';
import { writtenPieces } from './written-pieces.js';

/** The job of a batch that is open, kept so until the end of the transaction. */
const OPEN_JOB = `
  SELECT job.id FROM job JOIN batch ON batch.job = job.id
  WHERE job.ref = $1 AND batch.number = $2 AND batch.state = 'open'
  FOR KEY SHARE OF job FOR SHARE OF batch`;

/** The calls of a store that are about the hosts of scans and maps. */
export const hostCalls = (database: Database): HostStore => {
  const { place, call, packs } = database;

  const put = <A extends { readonly ip: string }>(
    codec: t.Decoder<unknown, A>,
    { ref, batch }: BatchKey,
    host: A,
    written: Uint8Array,
  ): Promise<boolean> => {
    const what = `host ${host.ip} of ${ref}`;
    return call(`keep ${what}`, 'together', function* () {
      const parsed = parseAddress(host.ip);
      if (E.isLeft(parsed)) throw storeFailed(place, `keep ${what}`, 'that is no IPv4 address');
      const address = parsed.right;
      const record = writeRecord(codec, host, { place, what });
      const stored = storedBytes(written, packs);
      const open = yield* firstOf(OPEN_JOB, ref, batch);
      if (open === undefined) return false;
      yield* insertHost(numberOf(open, 'id'), address, record, stored);
      return true;
    });
  };

  async function* hosts<A>(
    codec: t.Decoder<unknown, A>,
    ref: JobReference,
    only?: Address,
  ): AsyncGenerator<A, void, undefined> {
    const last = only ?? LAST_ADDRESS;
    const page = function* (from: Address): Work<readonly Row[]> {
      const rows = yield* rowsOf(NEXT_RECORDS, ref, from, last);
      // Hosts go with their job alone: that it is there now tells that there were no more.
      if (rows.length === 0) yield* jobThere(ref);
      return rows;
    };
    for (let from = only ?? 0; ;) {
      const rows = await call(`read the hosts of ${ref}`, 'apart', () => page(from));
      if (rows.length === 0) return;
      for (const row of rows) {
        const address = numberOf(row, 'address');
        yield readRecord(codec, row['record'], {
          place,
          what: `host ${formatAddress(address)} of ${ref}`,
        });
        from = address + 1;
      }
    }
  }

  function* jobThere(ref: JobReference): Work<void> {
    const job = yield* firstOf('SELECT id FROM job WHERE ref = $1', ref);
    if (job === undefined)
      throw storeFailed(place, `read the hosts of ${ref}`, 'it is not there, or no longer');
  }

  const { isWritten, piecesOf } = writtenPieces(database, jobThere);

  return {
    putHost: (key, host, written) => put(HostReport, key, host, written),
    hostsOf: (ref, only) => hosts(HostReport, ref, only),
    isWritten,
    writtenHostsOf: piecesOf,
    addressesOf: (ref) =>
      call(`read the addresses of ${ref}`, 'apart', function* () {
        const rows = yield* rowsOf(
          'SELECT address FROM job JOIN host ON host.job = job.id WHERE ref = $1 ORDER BY address',
          ref,
        );
        if (rows.length === 0) yield* jobThere(ref);
        return setOf(rows.map((row) => numberOf(row, 'address')));
      }),
    putMapHost: (key, host) => put(MapHost, key, host, new Uint8Array()),
    mapHostsOf: (ref) => hosts(MapHost, ref),
  };
};
