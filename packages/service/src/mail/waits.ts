const MINUTE = 60_000;

/** Grey-listing lets a letter in after some minutes; a server that is down is back after hours. */
const WAITS = [1, 2, 5, 10, 20, 40].map((minutes) => minutes * MINUTE);
const LONGEST = 60 * MINUTE;
const SPREAD = 0.2;

/**
 * How long to wait after so many attempts that failed, in milliseconds: a minute first, an hour in the end, a
 * fifth more or less so that letters that failed together do not come together again.
 *
 * @param random 0 to 1
 */
export const waitAfter = (attempts: number, random: number): number =>
  Math.round((WAITS[attempts - 1] ?? LONGEST) * (1 - SPREAD + 2 * SPREAD * random));
