import type { KnownFinding } from '@openguard/model';
import type { Address } from '@openguard/targets';
import type { AssetStore, HostFindingQuery, HostQuery } from '../port/asset-store.js';
import { numberOf } from '../sql/column.js';
import { thenForget, type Database } from '../sql/database.js';
import { changesOf, rowsOf, type Value } from '../sql/work.js';
import { knownFindingOf, OWN_STANDING_COLUMNS, RECORD_OF_FACTS } from './finding-row.js';
import { KNOWN_HOST_COLUMNS, knownHostOf } from './known-host-row.js';
import { addressAt } from './place.js';
import { placesOfHosts } from './places-of-hosts.js';

/** The first hosts of a query by number. */
export const hostPage = (
  { account, from, to, addresses, visitedSince, notVisitedSince, open = false }: HostQuery,
  most: number,
): { readonly sql: string; readonly values: readonly Value[] } => {
  const values: Value[] = [account, from, to, most];
  const conditions = ['account = $1', 'id >= $2', 'id <= $3'];
  const where = (condition: (place: string) => string, value: Value): void => {
    conditions.push(condition(`$${values.push(value)}`));
  };
  if (addresses !== undefined) where((list) => `address AMONG(${list})`, JSON.stringify(addresses));
  if (visitedSince !== undefined) where((time) => `visited_at >= ${time}`, visitedSince);
  if (notVisitedSince !== undefined) where((time) => `visited_at < ${time}`, notVisitedSince);
  const columns = open ? `${KNOWN_HOST_COLUMNS}, open_ports` : KNOWN_HOST_COLUMNS;
  const sql = `SELECT ${columns} FROM known_host WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT $4`;
  return { sql, values };
};

/** The findings at some places ($2), in some states, of some sections. */
export const findingsAt = (states: number, sections: number): string => {
  const list = (from: number, count: number): string =>
    Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ') || 'NULL';
  return `
  SELECT finding.place AS place, ${OWN_STANDING_COLUMNS}, ${RECORD_OF_FACTS}
  FROM finding
  WHERE finding.account = $1 AND finding.place AMONG($2)
    AND finding.state IN (${list(3, states)}) AND finding.section IN (${list(3 + states, sections)})
  ORDER BY finding.place`;
};

/** Tables that hold something at the places of hosts. */
const PLACED = ['finding_event', 'fact', 'finding'] as const;

/** The calls of a store that are about the hosts of an account. */
export const assetCalls = ({ place, call, forget }: Database): AssetStore => ({
  hostPage: (query, most) =>
    call('list hosts', 'apart', function* () {
      const { sql, values } = hostPage(query, most);
      return (yield* rowsOf(sql, ...values)).map((row) => knownHostOf(place, row));
    }),
  findingsOf: ({ account, addresses, states, sections }: HostFindingQuery) =>
    call('read the history', 'apart', function* () {
      const places = yield* placesOfHosts(account, addresses);
      const sql = findingsAt(states.length, sections.length);
      const found = new Map<Address, KnownFinding[]>();
      for (const row of yield* rowsOf(sql, account, places, ...states, ...sections)) {
        const address = addressAt(numberOf(row, 'place'));
        const others = found.get(address);
        if (others === undefined) found.set(address, [knownFindingOf(place, row)]);
        else others.push(knownFindingOf(place, row));
      }
      return found;
    }),
  purgeHosts: (account, ids) =>
    thenForget(
      forget,
      call('purge hosts', 'together', function* () {
        const rows = yield* rowsOf(
          `SELECT id, address FROM known_host
         WHERE account = $1 AND id AMONG($2)
         ORDER BY address FOR UPDATE`,
          account,
          JSON.stringify(ids),
        );
        const addresses = rows.map((row) => numberOf(row, 'address'));
        const places = yield* placesOfHosts(account, addresses);
        for (const table of PLACED)
          yield* changesOf(`DELETE FROM ${table} WHERE account = $1 AND place AMONG($2)`, account, places);
        for (const table of ['visit', 'known_host'])
          yield* changesOf(
            `DELETE FROM ${table} WHERE account = $1 AND address AMONG($2)`,
            account,
            JSON.stringify(addresses),
          );
        return rows.map((row) => numberOf(row, 'id')).sort((a, b) => a - b);
      }),
    ),
});
