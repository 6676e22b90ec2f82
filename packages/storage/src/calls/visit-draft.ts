import type { Address } from '@openguard/targets';
import { changesOf, type Value, type Work } from '../sql/work.js';
import { EVENT_COLUMNS } from './event-row.js';
import { STANDING_COLUMNS } from './finding-row.js';
import { insertAll } from './insert-all.js';

/** Everything that is to be written for some hosts. */
export interface Draft {
  readonly hosts: (readonly Value[])[];
  readonly tested: Map<string, string>;
  readonly visits: (readonly Value[])[];
  readonly findings: (readonly Value[])[];
  readonly facts: (readonly Value[])[];
  readonly events: (readonly Value[])[];
  /** Places of findings that were found again, or looked for and not found again, with nothing else to tell. */
  readonly foundAgain: number[];
  readonly testedAgain: number[];
  /** Places of findings whose events are told anew. */
  readonly toldAnew: number[];
  /** Places of findings that no document that counts holds any more, and visits of those that held them. */
  readonly dropped: number[];
  readonly lessened: { readonly address: Address; readonly digest: string; readonly seen: string }[];
}

/** Nothing to write yet. */
export const emptyDraft = (): Draft => ({
  hosts: [],
  tested: new Map(),
  visits: [],
  findings: [],
  facts: [],
  events: [],
  foundAgain: [],
  testedAgain: [],
  toldAnew: [],
  dropped: [],
  lessened: [],
});

const columnCount = (columns: string): number => columns.split(',').length;

const FINDING_COLUMNS = `account, place, essence, ${STANDING_COLUMNS}`;
const FINDING_CHANGES = `essence, ${STANDING_COLUMNS}`
  .split(', ')
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');
const ALL_EVENT_COLUMNS = `account, place, ${EVENT_COLUMNS}`;

const FOUND_AGAIN = `
  UPDATE finding SET state = 'active', last_seen = $3, last_tested = $3, times_found = times_found + 1,
    missed_at = NULL, missed_reason = NULL
  WHERE account = $1 AND place AMONG($2)`;
const TESTED_AGAIN = `
  UPDATE finding SET last_tested = $3, missed_at = NULL, missed_reason = NULL
  WHERE account = $1 AND place AMONG($2)`;
const FORGET_EVENTS = `
  DELETE FROM finding_event WHERE account = $1 AND place AMONG($2)`;

/** The facts of a finding and the finding itself. */
const DROP = ['fact', 'finding'].map(
  (table) => `DELETE FROM ${table} WHERE account = $1 AND place AMONG($2)`,
);
const LESSEN = 'UPDATE visit SET seen = $4 WHERE account = $1 AND address = $2 AND digest = $3';

function* writeDropped(account: string, { dropped, lessened }: Draft): Work<void> {
  for (const sql of dropped.length > 0 ? DROP : []) yield* changesOf(sql, account, JSON.stringify(dropped));
  for (const { address, digest, seen } of lessened) yield* changesOf(LESSEN, account, address, digest, seen);
}

/** Writes what a report of a time tells of some hosts. */
export function* writeDraft(account: string, at: number, draft: Draft): Work<void> {
  yield* writeDropped(account, draft);
  if (draft.toldAnew.length > 0) yield* changesOf(FORGET_EVENTS, account, JSON.stringify(draft.toldAnew));
  if (draft.foundAgain.length > 0)
    yield* changesOf(FOUND_AGAIN, account, JSON.stringify(draft.foundAgain), at);
  if (draft.testedAgain.length > 0)
    yield* changesOf(TESTED_AGAIN, account, JSON.stringify(draft.testedAgain), at);
  yield* insertAll(
    `finding (${FINDING_COLUMNS})`,
    columnCount(FINDING_COLUMNS),
    `(account, place) DO UPDATE SET ${FINDING_CHANGES}`,
    draft.findings,
  );
  yield* insertAll(
    'fact (account, place, record)',
    3,
    '(account, place) DO UPDATE SET record = excluded.record',
    draft.facts,
  );
  yield* insertAll(
    `finding_event (${ALL_EVENT_COLUMNS})`,
    columnCount(ALL_EVENT_COLUMNS),
    '(account, place, at, digest) DO NOTHING',
    draft.events,
  );
  yield* insertAll(
    'tested (account, digest, record)',
    3,
    '(account, digest) DO NOTHING',
    [...draft.tested].map(([digest, record]) => [account, digest, record]),
  );
  yield* insertAll(
    'visit (account, address, digest, tested, seen)',
    5,
    '(account, address, digest) DO NOTHING',
    draft.visits,
  );
  yield* insertAll(
    'known_host (account, address, visited_at, numbers, name, named_at, os, os_at, id, open_ports)',
    10,
    `(account, address) DO UPDATE SET visited_at = excluded.visited_at, numbers = excluded.numbers,
       name = excluded.name, named_at = excluded.named_at, os = excluded.os, os_at = excluded.os_at,
       open_ports = excluded.open_ports`,
    draft.hosts,
  );
}
