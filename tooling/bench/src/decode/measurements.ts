import { alternate } from '../alternate.js';
import { BenchFailure } from '../bench-failure.js';
import type { Stage } from '../settings.js';
import type { Contender, ReaderRun } from './contender.js';
import type { Document } from './documents.js';
import type { Found } from './found.js';
import { TITLES } from './kind.js';

/** One reader and what it reads. */
export interface Entry {
  readonly contender: Contender;
  readonly document: Document;
}

/** Entries that are measured one right after another, and compared with one another. */
export type Group = readonly Entry[];

export const nameOf = ({ contender, document }: Entry): string =>
  `${TITLES[document.kind]}: ${contender.name}`;

/** Every run of every entry in every group: for each group, its rounds; for each round, the runs of its entries. */
export type Measurements = ReadonlyMap<Group, readonly (readonly ReaderRun[])[]>;

/** Takes care that all find the same in a document. */
class Judge {
  readonly #checksums = new Map<Document, number>();

  check(name: string, document: Document, found: Found): void {
    const checksum = this.#checksums.get(document) ?? found.checksum;
    this.#checksums.set(document, checksum);
    const { records, severities } = document;
    if (found.records !== records || found.severities !== severities || found.checksum !== checksum) {
      const right = JSON.stringify({ records, severities, checksum });
      throw new BenchFailure(`${name} found ${JSON.stringify(found)}; right is ${right}`);
    }
  }
}

/**
 * Measures all groups in turn, forwards and backwards, and so the entries in each: what slows the machine for a
 * while slows what is compared alike. What does not find the same in a document fails the bench.
 */
export const measureGroups = (
  groups: readonly Group[],
  rounds: number,
  { signal, say }: Stage,
): Promise<Measurements> => {
  const judge = new Judge();
  const measure = async (entry: Entry, round: number): Promise<ReaderRun> => {
    const { run, found } = await entry.contender.measure(entry.document, { signal });
    if (found !== undefined) judge.check(nameOf(entry), entry.document, found);
    const size = `${entry.document.megabytes} MB`;
    say(`round ${round + 1}: ${nameOf(entry)}, ${size}, ${Math.round(run.wallMs)} ms`);
    return run;
  };
  return alternate(groups, rounds, async (group, round) => {
    const runs: ReaderRun[] = [];
    for (const entry of round % 2 === 0 ? group : group.toReversed()) runs.push(await measure(entry, round));
    return round % 2 === 0 ? runs : runs.toReversed();
  });
};

const indexIn = (group: Group, { contender, document }: Entry): number =>
  group.findIndex((entry) => entry.contender === contender && entry.document === document);

/** All runs of an entry, in whatever group. */
export const runsOf = (measurements: Measurements, entry: Entry): readonly ReaderRun[] =>
  [...measurements].flatMap(([group, rounds]) => rounds.flatMap((runs) => runs[indexIn(group, entry)] ?? []));

/** The runs of two entries that were measured together, round by round. */
export const pairsOf = (
  measurements: Measurements,
  one: Entry,
  other: Entry,
): readonly (readonly [ReaderRun, ReaderRun])[] =>
  [...measurements].flatMap(([group, rounds]) =>
    rounds.flatMap((runs): readonly (readonly [ReaderRun, ReaderRun])[] => {
      const [first, second] = [runs[indexIn(group, one)], runs[indexIn(group, other)]];
      return first === undefined || second === undefined ? [] : [[first, second]];
    }),
  );
