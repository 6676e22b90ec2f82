import type { FindingStanding } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import { storeFailed } from '../failure.js';
import { numberOf, textOf } from '../sql/column.js';
import { rowsOf, type Row, type Work } from '../sql/work.js';
import { OWN_STANDING_COLUMNS, standingOf } from './finding-row.js';
import { newHostIds } from './host-ids.js';
import { hostWordOf, type HostWord } from './host-word.js';
import { insertAll } from './insert-all.js';
import { addressAt, isFull, numberAt, placesOn } from './place.js';

/** A finding as it is kept: its number on its host, where it stands, and what tells its facts from others. */
interface KeptFinding {
  readonly number: number;
  readonly standing: FindingStanding;
  readonly essence: string;
}

/** What is kept of a host before something is added. `id`: its own number; `numbers`: how many findings have one. */
export interface HostMemory {
  readonly address: Address;
  readonly id: number;
  readonly visitedAt: number;
  readonly numbers: number;
  readonly name: HostWord;
  readonly os: HostWord;
  /** Its open ports, as a record. */
  readonly open: string | null;
  readonly findings: ReadonlyMap<string, KeptFinding>;
}

/** Before every time that a report may have. */
const NEVER = Number.MIN_SAFE_INTEGER;

/** The findings at some places ($2). */
export const FINDINGS = `
  SELECT place, essence, ${OWN_STANDING_COLUMNS} FROM finding WHERE account = $1 AND place AMONG($2)`;

function* findingsOf(
  place: string,
  account: string,
  places: readonly number[],
): Work<ReadonlyMap<Address, KeptFinding[]>> {
  const findings = new Map<Address, KeptFinding[]>();
  const keep = (row: Row): void => {
    const at = numberOf(row, 'place');
    const kept = { number: numberAt(at), standing: standingOf(place, row), essence: textOf(row, 'essence') };
    const others = findings.get(addressAt(at));
    if (others === undefined) findings.set(addressAt(at), [kept]);
    else others.push(kept);
  };
  for (const row of yield* rowsOf(FINDINGS, account, JSON.stringify(places))) keep(row);
  return findings;
}

/** Gives hosts that are not known a number, and a row. */
function* admitHosts(account: string, sorted: readonly Address[], hosts: string): Work<void> {
  const known = yield* rowsOf(
    'SELECT address FROM known_host WHERE account = $1 AND address AMONG($2)',
    account,
    hosts,
  );
  const there = new Set(known.map((row) => numberOf(row, 'address')));
  const strangers = sorted.filter((address) => !there.has(address));
  if (strangers.length === 0) return;
  const first = yield* newHostIds(account, strangers.length);
  yield* insertAll(
    'known_host (account, address, visited_at, numbers, id)',
    5,
    '(account, address) DO NOTHING',
    strangers.map((address, index) => [account, address, NEVER, 0, first + index]),
  );
}

/** What is kept of some hosts, by address. Whoever else works on one of them waits until this work is done. */
export function* rememberHosts(
  place: string,
  account: string,
  addresses: readonly Address[],
): Work<readonly HostMemory[]> {
  const sorted = [...addresses].sort((a, b) => a - b);
  const hosts = JSON.stringify(sorted);
  yield* admitHosts(account, sorted, hosts);
  const rows = yield* rowsOf(
    `SELECT address, id, visited_at, numbers, name, named_at, os, os_at, open_ports FROM known_host
     WHERE account = $1 AND address AMONG($2)
     ORDER BY address FOR UPDATE`,
    account,
    hosts,
  );
  const places = rows.flatMap((row) => placesOn(numberOf(row, 'address'), numberOf(row, 'numbers')));
  const findings = yield* findingsOf(place, account, places);
  return rows.map((row) => {
    const address = numberOf(row, 'address');
    const known = findings.get(address) ?? [];
    return {
      address,
      id: numberOf(row, 'id'),
      visitedAt: numberOf(row, 'visited_at'),
      numbers: numberOf(row, 'numbers'),
      name: hostWordOf(row, 'name', 'named_at'),
      os: hostWordOf(row, 'os', 'os_at'),
      open: row['open_ports'] === null ? null : textOf(row, 'open_ports'),
      findings: new Map(known.map((kept) => [kept.standing.key, kept])),
    };
  });
}

/** Gives each key that a host has not had before a number. */
export const numbered = (
  place: string,
  { address, numbers, findings }: HostMemory,
  keys: Iterable<string>,
): { readonly numbers: number; readonly numberOfKey: ReadonlyMap<string, number> } => {
  const numberOfKey = new Map([...findings].map(([key, { number }]) => [key, number]));
  let next = numbers;
  for (const key of keys) {
    if (numberOfKey.has(key)) continue;
    if (isFull(next))
      throw storeFailed(place, `take in ${formatAddress(address)}`, 'it has too many different findings');
    numberOfKey.set(key, next);
    next += 1;
  }
  return { numbers: next, numberOfKey };
};
