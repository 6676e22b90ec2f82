import type { MapReference } from '@openguard/model';
import { KeptMap } from '../kept-map.js';
import type { Store } from '../store.js';
import type { Connection } from './connection.js';
import { storeFailed } from './failure.js';
import { readRecord, writeRecord } from './record.js';

type MapCalls = Pick<
  Store,
  'addMap' | 'updateMap' | 'findMap' | 'listMaps' | 'listRunningMaps' | 'removeMap'
>;

const LISTED = `saved = 1 AND state <> 'running' ORDER BY started_at DESC, serial DESC LIMIT $limit`;

/** The saved maps of an account, newest first. */
export const LIST_ALL_MAPS = `SELECT ref, record FROM map WHERE account = $account AND ${LISTED}`;

/** Those of them that are of a domain. */
export const LIST_MAPS_OF_DOMAIN = `SELECT ref, record FROM map WHERE account = $account AND domain = $domain AND ${LISTED}`;

const serialOf = (ref: MapReference): number => Number(ref.slice(ref.lastIndexOf('.') + 1));

/** The calls of a store that are about maps, their hosts left out. */
export const mapCalls = ({ database, path, call }: Connection): MapCalls => {
  const insert = database.prepare(
    `INSERT INTO map (ref, account, serial, started_at, saved, state, domain, record)
     VALUES ($ref, $account, $serial, $startedAt, $saved, $state, $domain, $record)`,
  );
  const update = database.prepare(
    `UPDATE map SET serial = $serial, started_at = $startedAt, saved = $saved, state = $state, domain = $domain,
       record = $record
     WHERE ref = $ref AND account = $account`,
  );
  const select = database.prepare('SELECT ref, record FROM map WHERE ref = $ref AND account = $account');
  const selectAll = database.prepare(LIST_ALL_MAPS);
  const selectOfDomain = database.prepare(LIST_MAPS_OF_DOMAIN);
  const selectRunning = database.prepare(
    `SELECT ref, record FROM map WHERE state = 'running' ORDER BY started_at, serial`,
  );
  const remove = database.prepare('DELETE FROM map WHERE ref = $ref AND account = $account');

  const read = (row: Record<string, unknown>): KeptMap =>
    readRecord(KeptMap, row['record'], { path, what: String(row['ref']) });
  const write = (map: KeptMap) => ({
    ref: map.ref,
    account: map.account,
    serial: serialOf(map.ref),
    startedAt: map.startedAt,
    saved: Number(map.saved),
    state: map.state,
    domain: map.domain,
    record: writeRecord(KeptMap, map, { path, what: map.ref }),
  });

  return {
    addMap: (map) =>
      call(`add ${map.ref}`, () => {
        insert.run(write(map));
      }),
    updateMap: (map) =>
      call(`update ${map.ref}`, () => {
        if (update.run(write(map)).changes > 0) return;
        throw storeFailed(path, `update ${map.ref}`, 'its account has no such map');
      }),
    findMap: (account, ref) =>
      call(`read ${ref}`, () => {
        const row = select.get({ ref, account });
        return row === undefined ? undefined : read(row);
      }),
    listMaps: ({ account, last, domain }) =>
      call('list maps', () => {
        const limit = last === true ? 1 : -1;
        const rows =
          domain === undefined
            ? selectAll.all({ account, limit })
            : selectOfDomain.all({ account, limit, domain });
        return rows.map(read);
      }),
    listRunningMaps: () => call('list running maps', () => selectRunning.all().map(read)),
    removeMap: (account, ref) =>
      call(`remove ${ref}`, () => {
        remove.run({ ref, account });
      }),
  };
};
