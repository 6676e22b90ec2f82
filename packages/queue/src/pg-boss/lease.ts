import * as t from 'io-ts';
import type { PgBoss } from 'pg-boss';

/** A batch as pg-boss gives it out: its job, and which try at it this is. */
interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

/** A lease that is kept: of which batch, how long it lasts, and who wants to know what. */
export interface LeaseOptions {
  readonly queue: string;
  readonly attempt: Attempt;
  readonly seconds: number;
  /** Called once when another worker may have the batch. */
  readonly lost: () => void;
  readonly unexpected: (error: unknown) => void;
}

const Touched = t.type({ affected: t.number });

/** How often a lease is renewed while it lasts. */
const RENEWALS = 5;

/**
 * Renews the lease of a batch until it is let go. It is lost when the database says so, or when that has not
 * answered for as long as a lease lasts.
 */
export const keepLease = (
  boss: PgBoss,
  { queue, attempt, seconds, lost, unexpected }: LeaseOptions,
): (() => void) => {
  let renewed = performance.now();
  let asking = false;

  const renew = async (): Promise<void> => {
    asking = true;
    const at = performance.now();
    try {
      const answer: unknown = await boss.touch(queue, attempt);
      if (Touched.is(answer) && answer.affected > 0) renewed = at;
      else giveUp();
    } finally {
      asking = false;
    }
  };
  const beat = (): void => {
    if (performance.now() - renewed > seconds * 1000) giveUp();
    else if (!asking) renew().catch(unexpected);
  };
  const timer = setInterval(beat, (seconds * 1000) / RENEWALS);
  const giveUp = (): void => {
    clearInterval(timer);
    lost();
  };
  return () => clearInterval(timer);
};
