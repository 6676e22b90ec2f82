import { setImmediate } from 'node:timers/promises';
import type { JobReference, KeptJob } from '@openguard/model';
import { REFUSALS, type Refused } from '@openguard/protocol';
import type { Standing, Store } from '@openguard/storage';
import { publicReason } from '../public-reason.js';
import type { Underway } from './underway.js';

/** What waiting needs. `now`: the time of day, in milliseconds since 1970. */
export interface WaitingOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly unexpected: (error: unknown) => void;
}

interface Awaited {
  readonly ref: JobReference;
  readonly saved: boolean;
  readonly done: Promise<KeptJob | Refused>;
  readonly resolve: (outcome: KeptJob | Refused | Promise<KeptJob | Refused>) => void;
  settled: boolean;
  /** Whether the store knows of it: before that, nothing follows from its not being there. */
  stored: boolean;
  progress: number;
  /** When it is expected to end, as of `performance.now()`. */
  endsAt: number | undefined;
  waiters: number;
}

const LOOK_MS = 1000;
const HOLD_MS = 5000;
/** How long a store may fail before those who wait are told so. */
const PATIENCE_MS = 15_000;

/** How many jobs the store is asked about in one go: one in this process answers nobody else meanwhile. */
const TURN = 256;

const inTurns = async (
  refs: readonly JobReference[],
  work: (some: readonly JobReference[]) => Promise<void>,
): Promise<void> => {
  for (let at = 0; at < refs.length; at += TURN) {
    await work(refs.slice(at, at + TURN));
    await setImmediate();
  }
};

const gone = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `${ref} is not kept any more; it was deleted, or its account is gone.`,
});

/**
 * Whoever waits for jobs. What ends in this process is told at once; for what ends elsewhere, the store is asked
 * for all of them together, every second. Jobs that are not saved are held meanwhile, so that nobody forgets them.
 */
export const createWaiting = ({ store, now, unexpected }: WaitingOptions) => {
  const awaited = new Map<JobReference, Awaited>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let heldAt = Number.NEGATIVE_INFINITY;
  let answeredAt = performance.now();

  const outcomeOf = async (ref: JobReference): Promise<KeptJob | Refused> => {
    try {
      return (await store.findJob(ref)) ?? gone(ref);
    } catch (error) {
      return { number: REFUSALS.internal, text: publicReason(error, unexpected) };
    }
  };

  const settle = (ref: JobReference, outcome: Parameters<Awaited['resolve']>[0]): void => {
    const entry = awaited.get(ref);
    if (entry === undefined) return;
    entry.settled = true;
    entry.resolve(outcome);
  };

  const note = (entry: Awaited, { progress, secondsLeft }: Standing): void => {
    entry.progress = progress;
    entry.endsAt = secondsLeft === undefined ? undefined : performance.now() + 1000 * secondsLeft;
  };

  const lookAt = async (refs: readonly JobReference[]): Promise<void> => {
    const found = new Map((await store.standing(refs)).map((standing) => [standing.ref, standing]));
    for (const ref of refs) {
      const standing = found.get(ref);
      const entry = awaited.get(ref);
      if (standing?.state !== 'running') settle(ref, outcomeOf(ref));
      else if (entry !== undefined) note(entry, standing);
    }
  };

  const look = async (): Promise<void> => {
    const entries = [...awaited.values()];
    const refs = entries.filter(({ settled, stored }) => stored && !settled).map(({ ref }) => ref);
    const unsaved = entries.filter(({ saved }) => !saved).map(({ ref }) => ref);
    if (unsaved.length > 0 && performance.now() - heldAt >= HOLD_MS) {
      await inTurns(unsaved, (some) => store.holdJobs(some, now()));
      heldAt = performance.now();
    }
    await inTurns(refs, lookAt);
  };

  const notAnswered = (error: unknown): void => {
    const text = publicReason(error, unexpected);
    if (performance.now() - answeredAt < PATIENCE_MS) return;
    for (const ref of awaited.keys()) settle(ref, { number: REFUSALS.internal, text });
  };

  const keepLooking = (): void => {
    if (awaited.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    if (looking || awaited.size === 0) return;
    looking = true;
    look()
      .then(() => {
        answeredAt = performance.now();
      })
      .catch(notAnswered)
      .finally(() => {
        looking = false;
      });
  };

  const begin = (ref: JobReference, saved: boolean, stored: boolean): Awaited => {
    const { promise, resolve } = Promise.withResolvers<KeptJob | Refused>();
    const entry: Awaited = {
      ref,
      saved,
      done: promise,
      resolve,
      settled: false,
      stored,
      progress: 0,
      endsAt: undefined,
      waiters: 0,
    };
    awaited.set(ref, entry);
    if (timer === undefined) answeredAt = performance.now();
    timer ??= setInterval(keepLooking, LOOK_MS);
    return entry;
  };

  return {
    /** Waits for a job of this account; one that is not `stored` yet is waited for from `added` on. */
    join: (ref: JobReference, saved: boolean, stored = true): Underway => {
      const entry = awaited.get(ref) ?? begin(ref, saved, stored);
      entry.waiters += 1;
      let here = true;
      return {
        ref,
        saved,
        done: entry.done,
        progress: () => entry.progress,
        secondsLeft: () =>
          entry.endsAt === undefined ? undefined : Math.max(0, entry.endsAt - performance.now()) / 1000,
        leave: () => {
          if (here) entry.waiters -= 1;
          here = false;
          if (entry.waiters === 0) awaited.delete(ref);
        },
      };
    },
    /** A job that is waited for has been added to the store. */
    added: (ref: JobReference): void => {
      const entry = awaited.get(ref);
      if (entry !== undefined) entry.stored = true;
    },
    /** Looks now how those jobs stand that somebody waits for. */
    look: keepLooking,
    /** Whether somebody waits for a job here. */
    isAwaited: (ref: JobReference): boolean => awaited.has(ref),
    /** Tells all who wait for a job that it has ended. */
    wake: (ref: JobReference): void => {
      if (awaited.has(ref)) settle(ref, outcomeOf(ref));
    },
    /** Tells all who wait for a job why they wait in vain. */
    disappoint: (ref: JobReference, refused: Refused): void => settle(ref, refused),
    /** Tells everybody why nobody can wait any more. */
    end: (refusalOf: (ref: JobReference, saved: boolean) => Refused): void => {
      for (const { ref, saved } of awaited.values()) settle(ref, refusalOf(ref, saved));
      clearInterval(timer);
    },
  };
};

/** What {@link createWaiting} gives. */
export type Waiting = ReturnType<typeof createWaiting>;
