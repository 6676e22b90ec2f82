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

/** The seconds until the last of several pieces of work is done, of which so many at a time are worked on. */
export const untilAllDone = (
  begun: readonly number[],
  waiting: readonly number[],
  atOnce: number,
): number => {
  const lanes = [...begun, ...Array<number>(Math.max(0, atOnce - begun.length)).fill(0)];
  for (const seconds of waiting) {
    const next = lanes.indexOf(Math.min(...lanes));
    lanes[next] = (lanes[next] ?? 0) + seconds;
  }
  return Math.max(0, ...lanes);
};
