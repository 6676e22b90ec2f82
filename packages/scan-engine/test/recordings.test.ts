import { readFileSync } from 'node:fs';
import { parseTargetList, type AddressSet } from '@openguard/targets';
import { expect, it } from 'vitest';
import { createExperience, type Experience } from '../src/forecast/experience.js';
import type { BatchForecast } from '../src/forecast/batch-forecast.js';
import { createScanForecast, type ScanForecast, type Standing } from '../src/forecast/scan-forecast.js';
import { profileOf } from '../src/profile.js';

const setOf = (text: string): AddressSet => {
  const list = parseTargetList(text);
  if (list._tag === 'Left') throw new Error(text);
  return list.right.addresses;
};

type Note =
  | readonly [at: number, what: 'seeking' | 'found']
  | readonly [at: number, what: 'begin' | 'looked' | 'end', batch: number]
  | readonly [at: number, what: 'task', batch: number, task: string, percent: number];

/** What nmap said in a scan of the range, and when, in seconds since the scan began. */
interface Recording {
  readonly profile: string;
  readonly targets: string;
  readonly seconds: number;
  readonly batches: readonly string[];
  readonly notes: readonly Note[];
}

const read = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8')) as Recording;

const replayer = ({ targets, batches, notes }: Recording, forecast: ScanForecast) => {
  const begun = new Map<number, BatchForecast>();
  const play = (note: Note): void => {
    const [at, what, batch = 0] = note;
    if (what === 'seeking') forecast.seeking(setOf(targets), at);
    if (what === 'found') forecast.found(batches.map(setOf));
    if (what === 'begin') begun.set(batch, forecast.begin(batch, at));
    if (note[1] === 'task') begun.get(batch)?.note(note[3], note[4], at);
    if (what === 'looked') begun.get(batch)?.looked(at);
    if (what === 'end') forecast.end(batch, at);
  };
  const left = [...notes];
  return (until: number): void => {
    for (let next = left[0]; next !== undefined && next[0] <= until; next = left[0]) {
      left.shift();
      play(next);
    }
  };
};

/** What is foretold every second of a scan that goes as it was recorded. */
const replay = (name: string, experience: Experience) => {
  const recording = read(name);
  const { seconds } = recording;
  const targets = setOf(recording.targets);
  const profile = profileOf(recording.profile);
  if (profile === undefined) throw new Error(name);
  const forecast = createScanForecast({ profile, targets, batchSize: 8, atOnce: profile.runs, experience });
  const goOn = replayer(recording, forecast);
  const told: (Standing & { readonly at: number })[] = [];
  for (let at = 0; at < seconds; at += 1) {
    goOn(at);
    told.push({ at, ...forecast.standing(at) });
  }
  goOn(Infinity);
  return { told, seconds };
};

/** The furthest that shares and whole times were off after the first tenth. */
const judge = ({ told, seconds }: ReturnType<typeof replay>) => {
  const later = told.filter(({ at }) => at >= seconds / 10);
  const time = later.flatMap(({ at, left }) =>
    left === undefined ? [] : [Math.abs((at + left) / seconds - 1)],
  );
  return {
    unsaid: later.length - time.length,
    progress: Math.max(...later.map(({ at, done }) => Math.abs(done - at / seconds))),
    time: Math.max(...time),
  };
};

const ALL = [
  ...['sparse', 'sparse-again', 'alive', 'slow-strangers', 'one-host', 'light', 'whole', 'whole-again'],
];

it.each(ALL)('never goes back, nor says that all is done before the end: %s', (name) => {
  const { told } = replay(name, createExperience());
  const shares = told.map(({ done }) => done);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(Math.max(...shares)).toBeLessThan(1);
  expect(told.every(({ left = 0 }) => left >= 0)).toBe(true);
});

it.each([
  ['a network, after a scan of those that answer', 'alive', 'sparse'],
  ['a network, after a scan of those that answer, on a busier machine', 'alive', 'sparse-again'],
  ['a network once more, on a busier machine', 'sparse', 'sparse-again'],
  ['hosts with services that never say a word, once they are known', 'whole', 'whole-again'],
  ['hosts once more with another profile', 'light', 'light'],
])('foretells %s within a fifth', (_, before, name) => {
  const experience = createExperience();
  replay(before, experience);
  const { unsaid, progress, time } = judge(replay(name, experience));
  expect(unsaid).toBe(0);
  expect(progress).toBeLessThan(0.2);
  expect(time).toBeLessThan(0.2);
});

it.each([
  ['a network of strangers', 'sparse', 0.2],
  ['strangers alone', 'alive', 0.2],
  ['strangers of whom one is slow', 'slow-strangers', 0.2],
  ['a single stranger', 'one-host', 0.2],
  ['strangers with another profile', 'light', 0.25],
])('foretells %s that go as most do', (_, name, most) => {
  const { progress, time } = judge(replay(name, createExperience()));
  expect(Math.max(progress, time)).toBeLessThan(most);
});

it('does not know how long a network takes before it knows who answers', () => {
  const { told } = replay('sparse', createExperience());
  expect(told.filter(({ left }) => left === undefined).map(({ at }) => at)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8,
  ]);
});
