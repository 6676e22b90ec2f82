import { Section, TakenReport, Tested } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import * as t from 'io-ts';
import { storeFailed } from '../failure.js';
import type { PastVisit } from '../port/history-store.js';
import { numberOf, textOf } from '../sql/column.js';
import { rowsOf, type Work } from '../sql/work.js';
import { readRecord } from './record.js';

/** What was seen in a visit: the number of a finding on its host, its grade, and when it was seen if not then. */
export const SeenNumbers = t.readonlyArray(
  t.union([
    // The longer one first: a shorter one would be content with its beginning.
    t.tuple([t.number, Section, t.number, t.readonlyArray(t.number)]),
    t.tuple([t.number, Section, t.number]),
  ]),
);
export type SeenNumbers = t.TypeOf<typeof SeenNumbers>;

/** The visits of hosts ($2), with their reports. CROSS JOIN is SQLite's way to demand this order of tables. */
const VISITS = `
  SELECT visit.address AS address, visit.digest AS digest, taken.at AS at, seen,
    taken.record AS report, tested.record AS tested
  FROM EACH($2) AS host
    CROSS JOIN visit
    JOIN taken ON taken.account = visit.account AND taken.digest = visit.digest
    JOIN tested ON tested.account = visit.account AND tested.digest = visit.tested
  WHERE visit.account = $1 AND visit.address = CAST(host.value AS BIGINT)`;

/** The visits of some hosts by address, in no order. `keyOf` tells which finding a number of a host is. */
export function* pastVisits(
  place: string,
  account: string,
  addresses: readonly Address[],
  keyOf: (address: Address, number: number) => string | undefined,
): Work<ReadonlyMap<Address, readonly PastVisit[]>> {
  const visits = new Map<Address, PastVisit[]>();
  if (addresses.length === 0) return visits;
  for (const row of yield* rowsOf(VISITS, account, JSON.stringify(addresses))) {
    const address = numberOf(row, 'address');
    const name = { place, what: `a visit of ${formatAddress(address)}` };
    const seen = readRecord(SeenNumbers, row['seen'], name).map(([number, section, severity, sightings]) => {
      const key = keyOf(address, number);
      if (key === undefined)
        throw storeFailed(
          place,
          `read ${name.what}`,
          'a finding is missing; restore the store from a backup',
        );
      return { key, section, severity, ...(sightings === undefined ? {} : { sightings }) };
    });
    const { ref } = readRecord(TakenReport, row['report'], name);
    const visit: PastVisit = {
      digest: textOf(row, 'digest'),
      ref,
      at: numberOf(row, 'at'),
      tested: readRecord(Tested, row['tested'], name),
      seen,
    };
    const others = visits.get(address);
    if (others === undefined) visits.set(address, [visit]);
    else others.push(visit);
  }
  return visits;
}
