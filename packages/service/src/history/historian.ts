import type { Store, TicketRule } from '@openguard/storage';
import { takeInScan } from './take-in.js';

/** What a historian needs. */
export interface HistorianOptions {
  readonly store: Store;
  /** Which findings get a ticket; none when left out. */
  readonly tickets?: TicketRule;
  /** The time that records carry, in milliseconds since 1970. */
  readonly clock: () => number;
  /** Gets a line about what was taken in. */
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
}

const LOOKED_EVERY_MS = 30_000;
const SCANS = 16;

/**
 * Takes saved scans that have ended into the histories of their accounts. What is still to be taken in is told by the
 * store, so that a scan whose server was killed is taken in by the next. Every process of a server may have one.
 */
export const createHistorian = (options: HistorianOptions) => {
  const { store, clock, log, unexpected } = options;
  const stopping = new AbortController();
  const isStopped = (): boolean => stopping.signal.aborted;
  // A scan that cannot be read stays, and is tried again when the server starts anew.
  const givenUp = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let rounds = 0;

  const takeOwed = async (): Promise<void> => {
    for (const ref of await store.scansToTake(SCANS + givenUp.size)) {
      if (isStopped()) return;
      if (givenUp.has(ref)) continue;
      try {
        const scan = await store.findJob(ref);
        if (scan === undefined || 'mapHost' in scan) continue;
        if (await takeInScan(options, scan, clock(), stopping.signal)) log(`${ref}: taken into the history`);
        await store.noteTaken(ref);
        rounds += 1;
      } catch (error) {
        if (isStopped()) return;
        givenUp.add(ref);
        unexpected(error);
      }
    }
  };

  const work = async (): Promise<void> => {
    for (let seen = -1; seen !== rounds && !isStopped();) {
      seen = rounds;
      await takeOwed();
    }
  };

  const wake = (): void => {
    if (isStopped() || timer === undefined) return;
    rounds += 1;
    working ??= work()
      .catch(unexpected)
      .finally(() => {
        working = undefined;
      });
  };

  return {
    /** Takes in what is owed, now and whenever something is. */
    start: (): void => {
      timer ??= setInterval(wake, LOOKED_EVERY_MS);
      wake();
    },
    /** Says that a scan has ended. */
    wake,
    /** Takes in no more; resolves when what is under way has come to a halt, to be gone on with later. */
    stop: async (): Promise<void> => {
      stopping.abort();
      clearInterval(timer);
      await working;
    },
  };
};
