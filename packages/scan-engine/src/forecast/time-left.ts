/** What is known of work that has begun, in seconds. */
export interface Begun {
  /** What it was expected to take as a whole. */
  readonly expected: number;
  readonly spent: number;
  /** How much of it nmap says is done. */
  readonly percent: number;
}

/** What takes longer than expected takes longer still, by about this part of what it took. */
const OVERDUE = 0.25;
/** nmap's count of ports is steady, so that a quarter of them tells the rest. */
const TOLD_BY = 25;

/** The seconds that work is still expected to take, whatever nmap says of it. */
export const leftOf = ({ expected, spent }: Begun): number => Math.max(expected - spent, OVERDUE * spent);

/**
 * The seconds that a count which grows steadily still takes: at first what was expected, and more and more what its
 * own pace says.
 */
export const leftAtPace = (begun: Begun): number => {
  const { spent, percent } = begun;
  if (percent <= 0) return leftOf(begun);
  const paced = (spent * (100 - percent)) / percent;
  const trust = Math.min(1, percent / TOLD_BY);
  return trust * paced + (1 - trust) * leftOf(begun);
};

/**
 * What nmap does with a service, in seconds: one that answers the first question has done so by then; one that answers
 * a later one takes this long, and one that never says a word this long.
 */
const SERVICE = { prompt: 12, late: 50, silent: 130 };

/** The same as {@link leftOf} for the recognition of services that nobody knows: the slowest of them decides. */
export const leftOfUnknownServices = (begun: Begun): number => {
  const { spent } = begun;
  if (spent <= SERVICE.prompt) return leftOf(begun);
  const { late, silent } = SERVICE;
  return Math.max(leftOf(begun), (spent <= late ? late : silent) - spent);
};

const lanesOf = (begun: readonly number[], waiting: readonly number[], atOnce: number): readonly number[] => {
  const lanes = [...begun, ...Array<number>(Math.max(0, atOnce - begun.length)).fill(0)];
  for (const seconds of waiting) {
    const next = lanes.indexOf(Math.min(...lanes));
    lanes[next] = (lanes[next] ?? 0) + seconds;
  }
  return lanes;
};

/** The seconds until the last of several pieces of work is done, of which so many at a time are worked on. */
export const untilAllDone = (...work: Parameters<typeof lanesOf>): number => Math.max(0, ...lanesOf(...work));

/** By how much of what they are expected to take pieces of work among strangers differ. */
const SPREAD = 0.15;
/** How many such differences the slowest of one, two, three … pieces lies above their mean. */
const SLOWEST = [0, 0.56, 0.85, 1.03, 1.16, 1.27, 1.35, 1.42] as const;

/** The same as {@link untilAllDone}, of pieces that are expected with little certainty: one of them will be the slowest. */
export const untilSlowestDone = (...work: Parameters<typeof lanesOf>): number => {
  const lanes = lanesOf(...work).toSorted((a, b) => b - a);
  let sum = 0;
  const estimates = lanes.map((seconds, index) => {
    sum += seconds;
    return (sum / (index + 1)) * (1 + SPREAD * (SLOWEST[index] ?? SLOWEST[7]));
  });
  return Math.max(0, ...estimates);
};
