import { storeFailed } from '../failure.js';
import type { RecordStore } from '../port/record-store.js';
import { numberOf } from '../sql/column.js';
import { thenForget, type Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf } from '../sql/work.js';
import { addJob, closeJob, readMap, readScan } from './job-row.js';
import { networksAround } from './networks.js';

const listed = (limit: string): string =>
  `job.saved = 1 AND job.state <> 'running' ORDER BY started_at DESC, serial DESC LIMIT ${limit}`;

/** The saved scans of an account, newest first. */
export const LIST_SCANS = `SELECT ref, record FROM job WHERE account = $1 AND kind = 'scan' AND ${listed('$2')}`;

const NETWORKS = Array.from({ length: 33 }, (_, index) => `$${index + 3}`).join(', ');

/** Those of them whose target holds an address. CROSS JOIN is SQLite's way to demand this order of tables. */
export const LIST_SCANS_INCLUDING = `
  SELECT ref, record FROM job_network CROSS JOIN job
  WHERE job.id = job_network.job AND job_network.account = $1 AND network IN (${NETWORKS}) AND ${listed('$2')}`;

/** The saved maps of an account, newest first. */
export const LIST_MAPS = `SELECT ref, record FROM job WHERE account = $1 AND kind = 'map' AND ${listed('$2')}`;

/** Those of them that are of a domain. */
export const LIST_MAPS_OF_DOMAIN = `
  SELECT ref, record FROM job WHERE account = $1 AND kind = 'map' AND domain = $3 AND ${listed('$2')}`;

const limitOf = (last: boolean | undefined): number => (last === true ? 1 : Number.MAX_SAFE_INTEGER);

const FIND = 'SELECT ref, record FROM job WHERE ref = $1 AND account = $2 AND kind = $3';
const REMOVE = 'DELETE FROM job WHERE ref = $1 AND account = $2 AND kind = $3';

/** The calls of a store that are about the records of scans and maps. */
export const recordCalls = ({ place, call, forget }: Database): RecordStore => ({
  nextSerial: () =>
    call('give a serial number', 'together', function* () {
      const counted = yield* firstOf('UPDATE meta SET serial = serial + 1 RETURNING serial');
      if (counted !== undefined) return numberOf(counted, 'serial');
      throw storeFailed(
        place,
        'give a serial number',
        'its counter is gone; restore the store from a backup',
      );
    }),

  addScan: (scan, batches) =>
    call(`add ${scan.ref}`, 'together', function* () {
      yield* addJob(place, scan, batches);
    }),
  closeScan: (scan) => call(`close ${scan.ref}`, 'together', () => closeJob(place, scan)),
  findScan: (account, ref) =>
    call(`read ${ref}`, 'apart', function* () {
      const row = yield* firstOf(FIND, ref, account, 'scan');
      return row === undefined ? undefined : readScan(place, row);
    }),
  listScans: ({ account, last, including }) =>
    call('list scans', 'apart', function* () {
      const rows =
        including === undefined
          ? yield* rowsOf(LIST_SCANS, account, limitOf(last))
          : yield* rowsOf(LIST_SCANS_INCLUDING, account, limitOf(last), ...networksAround(including));
      return rows.map((row) => readScan(place, row));
    }),
  removeScan: (account, ref) =>
    thenForget(
      forget,
      call(`remove ${ref}`, 'together', function* () {
        yield* changesOf(REMOVE, ref, account, 'scan');
      }),
    ),

  addMap: (map) =>
    call(`add ${map.ref}`, 'together', function* () {
      yield* addJob(place, map, ['']);
    }),
  closeMap: (map) => call(`close ${map.ref}`, 'together', () => closeJob(place, map)),
  findMap: (account, ref) =>
    call(`read ${ref}`, 'apart', function* () {
      const row = yield* firstOf(FIND, ref, account, 'map');
      return row === undefined ? undefined : readMap(place, row);
    }),
  listMaps: ({ account, last, domain }) =>
    call('list maps', 'apart', function* () {
      const rows =
        domain === undefined
          ? yield* rowsOf(LIST_MAPS, account, limitOf(last))
          : yield* rowsOf(LIST_MAPS_OF_DOMAIN, account, limitOf(last), domain);
      return rows.map((row) => readMap(place, row));
    }),
  removeMap: (account, ref) =>
    thenForget(
      forget,
      call(`remove ${ref}`, 'together', function* () {
        yield* changesOf(REMOVE, ref, account, 'map');
      }),
    ),
});
