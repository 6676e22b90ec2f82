import { Scan, type ScanReference } from '@openguard/model';
import type { Store } from '../store.js';
import type { Connection } from './connection.js';
import { storeFailed } from './failure.js';
import { networksAround, networksOf } from './networks.js';
import { readRecord, writeRecord } from './record.js';
import { transaction } from './transaction.js';

type ScanCalls = Pick<
  Store,
  'nextSerial' | 'addScan' | 'updateScan' | 'findScan' | 'listScans' | 'listRunningScans' | 'removeScan'
>;

const LISTED = `scan.saved = 1 AND scan.state <> 'running' ORDER BY started_at DESC, serial DESC LIMIT $limit`;

/** The saved scans of an account, newest first. */
export const LIST_ALL = `SELECT ref, record FROM scan WHERE account = $account AND ${LISTED}`;

/** Those of them whose target holds an address. CROSS JOIN is SQLite's way to demand this order of tables. */
export const LIST_INCLUDING = `
  SELECT ref, record FROM scan_network CROSS JOIN scan ON scan.id = scan_network.scan
  WHERE scan_network.account = $account AND network IN (SELECT value FROM json_each($networks)) AND ${LISTED}`;

const serialOf = (ref: ScanReference): number => Number(ref.slice(ref.lastIndexOf('.') + 1));

/** The calls of a store that are about scans, their hosts left out. */
export const scanCalls = ({ database, path, call }: Connection): ScanCalls => {
  const countUp = database.prepare('UPDATE meta SET serial = serial + 1 RETURNING serial');
  const insert = database.prepare(
    `INSERT INTO scan (ref, account, serial, started_at, saved, state, record)
     VALUES ($ref, $account, $serial, $startedAt, $saved, $state, $record)`,
  );
  const identify = database.prepare(
    `SELECT id, record ->> '$.target' AS target FROM scan WHERE ref = $ref AND account = $account`,
  );
  const update = database.prepare(
    `UPDATE scan SET serial = $serial, started_at = $startedAt, saved = $saved, state = $state, record = $record
     WHERE ref = $ref AND account = $account`,
  );
  const insertNetworks = database.prepare(
    'INSERT INTO scan_network SELECT $account, value, $id FROM json_each($networks)',
  );
  const removeNetworks = database.prepare('DELETE FROM scan_network WHERE scan = $id');
  const select = database.prepare('SELECT ref, record FROM scan WHERE ref = $ref AND account = $account');
  const selectAll = database.prepare(LIST_ALL);
  const selectIncluding = database.prepare(LIST_INCLUDING);
  const selectRunning = database.prepare(
    `SELECT ref, record FROM scan WHERE state = 'running' ORDER BY started_at, serial`,
  );
  const remove = database.prepare('DELETE FROM scan WHERE ref = $ref AND account = $account');

  const read = (row: Record<string, unknown>): Scan =>
    readRecord(Scan, row['record'], { path, what: String(row['ref']) });
  const write = (scan: Scan) => ({
    ref: scan.ref,
    account: scan.account,
    serial: serialOf(scan.ref),
    startedAt: scan.startedAt,
    saved: Number(scan.saved),
    state: scan.state,
    record: writeRecord(Scan, scan, { path, what: scan.ref }),
  });
  const index = (id: number | bigint, { account, target }: Scan) =>
    insertNetworks.run({ account, id, networks: JSON.stringify(networksOf(target)) });

  return {
    // Its own transaction, as a failed COMMIT at the reset of a RETURNING statement would go unseen.
    nextSerial: () =>
      call('give a serial number', () =>
        transaction(database, 'write', () => {
          const counted = countUp.get();
          if (counted !== undefined) return Number(counted['serial']);
          throw storeFailed(
            path,
            'give a serial number',
            'its counter is gone; restore the file from a backup',
          );
        }),
      ),
    addScan: (scan) =>
      call(`add ${scan.ref}`, () =>
        transaction(database, 'write', () => {
          index(insert.run(write(scan)).lastInsertRowid, scan);
        }),
      ),
    updateScan: (scan) =>
      call(`update ${scan.ref}`, () =>
        transaction(database, 'write', () => {
          const { ref, account } = scan;
          const known = identify.get({ ref, account });
          if (known === undefined) throw storeFailed(path, `update ${ref}`, 'its account has no such scan');
          update.run(write(scan));
          if (known['target'] === scan.target) return;
          const id = Number(known['id']);
          removeNetworks.run({ id });
          index(id, scan);
        }),
      ),
    findScan: (account, ref) =>
      call(`read ${ref}`, () => {
        const row = select.get({ ref, account });
        return row === undefined ? undefined : read(row);
      }),
    listScans: ({ account, last, including }) =>
      call('list scans', () => {
        const limit = last === true ? 1 : -1;
        const rows =
          including === undefined
            ? selectAll.all({ account, limit })
            : selectIncluding.all({ account, limit, networks: JSON.stringify(networksAround(including)) });
        return rows.map(read);
      }),
    listRunningScans: () => call('list running scans', () => selectRunning.all().map(read)),
    removeScan: (account, ref) =>
      call(`remove ${ref}`, () => {
        remove.run({ ref, account });
      }),
  };
};
