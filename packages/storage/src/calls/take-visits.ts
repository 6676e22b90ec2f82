import { FindingFacts, TakenReport, Tested, type FindingStanding } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import { createHash } from 'node:crypto';
import { storeFailed } from '../failure.js';
import type { FindingSite, HostVisit, Judge, PastVisit, SeenFinding } from '../port/history-store.js';
import { numberOf } from '../sql/column.js';
import { firstOf, rowsOf, type Value, type Work } from '../sql/work.js';
import { eventValues } from './event-row.js';
import { standingValues } from './finding-row.js';
import { numbered, rememberHosts, type HostMemory } from './host-memory.js';
import { laterWord } from './host-word.js';
import { factsAfter, factsOf, lastSighting, type FactsAt } from './kept-facts.js';
import { servicesAfter } from './kept-services.js';
import { pastVisits, type SeenNumbers } from './past-visits.js';
import { placeOf, placesOn } from './place.js';
import { readRecord, writeRecord } from './record.js';
import { emptyDraft, writeDraft, type Draft } from './visit-draft.js';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The earliest time that a visit tells of. */
const earliestOf = ({ seen }: HostVisit, at: number): number =>
  seen.reduce((earliest, { sightings = [] }) => Math.min(earliest, ...sightings), at);

const isSame = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.every((value, index) => value === b[index]);

/** The values of a standing without what was missed, which are the last two. */
const notMissed = (standing: FindingStanding): readonly Value[] => [
  ...standingValues(standing).slice(0, -2),
  null,
  null,
];

/** Writes down where a finding stands now, in the shortest way there is. */
const draftStanding = (
  draft: Draft,
  account: string,
  at: number,
  place: number,
  now: FindingStanding,
  before: { readonly standing: FindingStanding; readonly essence: string } | undefined,
  essence: string,
): void => {
  if (before !== undefined && before.essence === essence) {
    const { standing } = before;
    const values = standingValues(now);
    if (isSame(values, standingValues(standing))) return;
    const tested = { ...standing, lastTested: at };
    if (isSame(values, notMissed(tested))) return void draft.testedAgain.push(place);
    const found = { ...tested, state: 'active' as const, lastSeen: at, timesFound: standing.timesFound + 1 };
    if (isSame(values, notMissed(found))) return void draft.foundAgain.push(place);
  }
  draft.findings.push([account, place, essence, ...standingValues(now)]);
};

interface Taking {
  readonly place: string;
  readonly account: string;
  readonly report: Pick<TakenReport, 'digest' | 'ref' | 'at'>;
  readonly judge: Judge;
}

/** What a visit saw, by the numbers of findings that stand in the history. */
const seenText = (
  seen: PastVisit['seen'],
  numberOfKey: ReadonlyMap<string, number>,
  stands: ReadonlySet<string>,
): string => {
  const numbers: SeenNumbers = seen
    .filter(({ key }) => stands.has(key))
    .map(({ key, section, severity, sightings }) => {
      const number = numberOfKey.get(key) ?? 0;
      return sightings === undefined ? [number, section, severity] : [number, section, severity, sightings];
    });
  return JSON.stringify(numbers);
};

/**
 * Of several documents of one scan one counts. What only others hold goes with them when they are superseded: what does
 * not stand in the history has no events, and nothing may be left of it.
 */
const draftDropped = (
  draft: Draft,
  { address, findings }: HostMemory,
  past: readonly PastVisit[],
  numberOfKey: ReadonlyMap<string, number>,
  stands: ReadonlySet<string>,
): void => {
  for (const [key, { number }] of findings)
    if (!stands.has(key)) draft.dropped.push(placeOf(address, number));
  for (const { digest, seen } of past)
    if (seen.some(({ key }) => !stands.has(key)))
      draft.lessened.push({ address, digest, seen: seenText(seen, numberOfKey, stands) });
};

const inOrder = (a: PastVisit, b: PastVisit): number => a.at - b.at || (a.digest < b.digest ? -1 : 1);

/** Has one visit judged, and drafts what comes of it. */
const draftVisit = (
  { place, account, report, judge }: Taking,
  draft: Draft,
  visit: HostVisit,
  memory: HostMemory,
  past: readonly PastVisit[] | undefined,
  facts: FactsAt,
): void => {
  const { address } = visit;
  const what = { place, what: `host ${formatAddress(address)}` };
  const kept = [...memory.findings.values()];
  const seen = new Map<string, SeenFinding>(visit.seen.map((each) => [each.key, each]));
  const { numbers, numberOfKey } = numbered(place, memory, seen.keys());
  const tested = writeRecord(Tested, visit.tested, what);
  const testedDigest = digestOf(tested);
  draft.tested.set(testedDigest, tested);
  const now: PastVisit = { ...report, tested: visit.tested, seen: [...seen.values()] };
  const { standings, events, tellers } = judge({
    address,
    standings: past === undefined ? kept.map(({ standing }) => standing) : [],
    visits: past === undefined ? [now] : [...past, now].sort(inOrder),
    sites: new Map<string, FindingSite>([
      ...kept.map(({ standing }) => [standing.key, standing] as const),
      ...seen,
    ]),
  });
  const placeOfKey = (key: string): number => {
    const number = numberOfKey.get(key);
    if (number === undefined) throw storeFailed(place, `take in ${what.what}`, 'a finding has no visit');
    return placeOf(address, number);
  };
  for (const standing of standings) {
    const at = placeOfKey(standing.key);
    const before = memory.findings.get(standing.key);
    const found = seen.get(standing.key);
    let essence = before?.essence ?? '';
    if (found !== undefined) {
      const newest = tellers.get(standing.key) === report.digest;
      const told = { facts: found.facts, at: lastSighting(found, report.at), newest };
      const kept = before === undefined ? undefined : { facts: facts.get(at), at: before.standing.lastSeen };
      const record = writeRecord(FindingFacts, factsAfter(kept, told), what);
      const newEssence = digestOf(record);
      if (newEssence !== essence) draft.facts.push([account, at, record]);
      essence = newEssence;
    }
    draftStanding(draft, account, report.at, at, standing, before, essence);
  }
  if (past !== undefined) draft.toldAnew.push(...placesOn(address, memory.numbers));
  for (const event of events) draft.events.push([account, placeOfKey(event.key), ...eventValues(event)]);
  const stands = new Set(standings.map(({ key }) => key));
  if (past !== undefined) draftDropped(draft, memory, past, numberOfKey, stands);
  const seenNow = seenText([...seen.values()], numberOfKey, stands);
  draft.visits.push([account, address, report.digest, testedDigest, seenNow]);
  const name = laterWord(memory.name, visit.name, report.at, 'nothing');
  const os = laterWord(memory.os, visit.os, report.at, visit.osTested === true ? 'there is none' : 'nothing');
  const open = servicesAfter(memory.open, visit.open, report.at, what);
  draft.hosts.push([
    ...[account, address, Math.max(memory.visitedAt, report.at), numbers],
    ...[name.text, name.at ?? null, os.text, os.at ?? null, memory.id, open],
  ]);
};

/** Takes in some hosts of a report, each once; see HistoryStore. */
export function* takeVisits(
  place: string,
  account: string,
  digest: string,
  visits: readonly HostVisit[],
  judge: Judge,
): Work<void> {
  const task = 'take in a report';
  const row = yield* firstOf('SELECT record FROM taken WHERE account = $1 AND digest = $2', account, digest);
  if (row === undefined) throw storeFailed(place, task, 'it was not begun');
  const report = readRecord(TakenReport, row['record'], { place, what: 'a report that is taken in' });
  const taking: Taking = { place, account, report: { digest, ref: report.ref, at: report.at }, judge };
  const byAddress = new Map(visits.map((visit) => [visit.address, visit]));
  const memories = yield* rememberHosts(place, account, [...byAddress.keys()]);
  const done = yield* rowsOf(
    `SELECT address FROM visit
     WHERE account = $1 AND digest = $3 AND address AMONG($2)`,
    account,
    JSON.stringify([...byAddress.keys()]),
    digest,
  );
  for (const each of done) byAddress.delete(numberOf(each, 'address'));
  const open = memories.filter(({ address }) => byAddress.has(address));
  const keys = new Map(
    open.flatMap(({ address, findings }) =>
      [...findings].map(([key, { number }]) => [placeOf(address, number), key] as const),
    ),
  );
  const late = new Set<Address>();
  for (const { address, visitedAt } of open) {
    const visit = byAddress.get(address);
    if (visit !== undefined && visitedAt >= earliestOf(visit, report.at)) late.add(address);
  }
  const past = yield* pastVisits(place, account, [...late], (address, number) =>
    keys.get(placeOf(address, number)),
  );
  const facts = yield* factsOf(place, account, open, byAddress, late);
  const draft = emptyDraft();
  for (const memory of open) {
    const visit = byAddress.get(memory.address);
    if (visit === undefined) continue;
    const anew = late.has(memory.address) ? (past.get(memory.address) ?? []) : undefined;
    draftVisit(taking, draft, visit, memory, anew, facts);
  }
  yield* writeDraft(account, report.at, draft);
}
