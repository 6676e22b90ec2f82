/** How long and how often to come back after cuts. */
export interface ComebackOptions {
  /** How long nothing may be heard of the job before it is given up, in milliseconds; ten minutes; 0: never come back. */
  readonly patienceMs?: number;
  /** The pause before each try, in milliseconds, by the number of tries since one that lasted; 250, 500 … 15,000. */
  readonly delayMs?: (tries: number) => number;
}

const PATIENCE_MS = 600_000;
const MOST_TRIES = 60;
/** A connection that lived so long was one: the next cut is a new misfortune. */
const LASTING_MS = 10_000;

const usualDelay = (tries: number): number => Math.min(15_000, 250 * 2 ** (tries - 1));

/** Counts tries, and says when there have been enough. */
export const createComebacks = ({ patienceMs = PATIENCE_MS, delayMs = usualDelay }: ComebackOptions) => {
  let tries = 0;
  let heardAt = performance.now();
  return {
    /** Something came of the job for so long: count anew. */
    lasted: (ms: number): void => {
      if (ms < LASTING_MS) return;
      tries = 0;
      heardAt = performance.now();
    },
    /** The job is known to be there. */
    heard: (): void => {
      tries = 0;
      heardAt = performance.now();
    },
    /** The pause after so many tries. */
    pauseAfter: delayMs,
    /** The pause before the next try; undefined when there have been enough, or `atMostMs` is over. */
    next: (atMostMs = Number.POSITIVE_INFINITY): number | undefined => {
      tries += 1;
      const over = performance.now() - heardAt >= Math.min(patienceMs, atMostMs);
      return over || tries > MOST_TRIES ? undefined : delayMs(tries);
    },
  };
};
