import { FindingFacts } from '@openguard/model';
import type { Address } from '@openguard/targets';
import type { HostVisit, SeenFinding } from '../port/history-store.js';
import { numberOf } from '../sql/column.js';
import { rowsOf, type Work } from '../sql/work.js';
import type { HostMemory } from './host-memory.js';
import { placeOf } from './place.js';
import { readRecord } from './record.js';

/** The facts of findings that are kept, by place. */
export type FactsAt = ReadonlyMap<number, FindingFacts>;

/** What is kept of a finding: its facts, where they were read, and when it was seen last. */
export interface KeptFacts {
  readonly facts: FindingFacts | undefined;
  readonly at: number;
}

/** What a report tells of a finding that it saw at a time; `newest`: no other report saw it later. */
export interface ToldFacts {
  readonly facts: FindingFacts;
  readonly at: number;
  readonly newest: boolean;
}

const isNamed = ({ title }: FindingFacts): boolean => title !== '';

/** Facts with the words of others: what a finding is called, and when they were told. */
const namedBy = (facts: FindingFacts, { title, cve, category }: FindingFacts, namedAt: number) => ({
  ...facts,
  ...{ title, cve, category, namedAt },
});

const wordsOf = ({ title, cve, category }: FindingFacts): string => JSON.stringify([title, cve, category]);

/** Whether words that an older report tells are newer than those that are kept, or are the only ones. */
const areNewerWords = (kept: FindingFacts, told: ToldFacts): boolean => {
  if (!isNamed(told.facts)) return false;
  if (!isNamed(kept)) return true;
  if (kept.namedAt === undefined || told.at < kept.namedAt) return false;
  // Of two that were told at one time the same counts, whichever comes first.
  return told.at > kept.namedAt || wordsOf(told.facts) > wordsOf(kept);
};

/**
 * The facts of a finding after a report was taken in, in whatever order reports come: those of the newest one that saw
 * it, with the words of the newest one that names it.
 */
export const factsAfter = (kept: KeptFacts | undefined, told: ToldFacts): FindingFacts => {
  if (kept?.facts === undefined) return told.facts;
  if (!told.newest)
    return areNewerWords(kept.facts, told) ? namedBy(kept.facts, told.facts, told.at) : kept.facts;
  return isNamed(told.facts) || !isNamed(kept.facts)
    ? told.facts
    : namedBy(told.facts, kept.facts, kept.facts.namedAt ?? kept.at);
};

/** When a report that was made at a time saw a finding last. */
export const lastSighting = ({ sightings = [] }: SeenFinding, at: number): number =>
  sightings.length === 0 ? at : Math.max(...sightings);

/**
 * Reads what is kept of findings where that matters: where a visit does not name them, and on hosts of which something
 * newer may be known.
 */
export function* factsOf(
  place: string,
  account: string,
  memories: readonly HostMemory[],
  visits: ReadonlyMap<Address, HostVisit>,
  late: ReadonlySet<Address>,
): Work<FactsAt> {
  const places = memories.flatMap(({ address, findings }) =>
    (visits.get(address)?.seen ?? []).flatMap(({ key, facts }) => {
      const number = findings.get(key)?.number;
      return number !== undefined && (late.has(address) || !isNamed(facts)) ? [placeOf(address, number)] : [];
    }),
  );
  if (places.length === 0) return new Map();
  const rows = yield* rowsOf(
    'SELECT place, record FROM fact WHERE account = $1 AND place AMONG($2)',
    account,
    JSON.stringify(places),
  );
  const name = { place, what: 'what is known of a finding' };
  return new Map(rows.map((row) => [numberOf(row, 'place'), readRecord(FindingFacts, row['record'], name)]));
}
