import { ScanReference, type Schedule } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { formatAddressSet, parseTargetList } from '@openguard/targets';
import type { createScans } from '../scans.js';
import { countBetween, nextAfter } from './occurrence.js';
import { addressesOfSchedule } from './schedules.js';

/** What a scheduler needs. */
export interface SchedulerOptions {
  readonly store: Pick<
    Store,
    'findAccount' | 'findJob' | 'stopJob' | 'listSchedules' | 'dueSchedules' | 'updateSchedule' | 'addAudit'
  >;
  /** Begins scans as the accounts themselves do. */
  readonly scans: Pick<ReturnType<typeof createScans>, 'start'>;
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number;
  /** Gets a line about what becomes of schedules. */
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
  /** How often it looks, in milliseconds; every 10 s when left out. */
  readonly everyMs?: number;
}

const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;
/** What a schedule says between the moment in which a process took its run on and that in which the scan runs. */
const BEGINS = 'it begins';

const textOf = (time: number): string => new Date(time).toISOString();

const OVERDUE = 'The window of its schedule was over before the scan was complete.';

/**
 * Begins the scans that recur when they are due, and stops those whose window is over. Every process of a server may
 * have one: a run is taken on in the store, by one of them. A run that could not begin is told, and not made up for.
 */
export const createScheduler = (options: SchedulerOptions) => {
  const { store, scans, now, log, unexpected, everyMs = EVERY_MS } = options;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;

  const isRunning = async ({ lastRef }: Schedule): Promise<boolean> =>
    ScanReference.is(lastRef) && (await store.findJob(lastRef))?.state === 'running';

  const note = async (schedule: Schedule, detail: string): Promise<void> => {
    const { id, account, targets } = schedule;
    log(`schedule ${id} of ${account}: ${detail}`);
    const subject = targets.slice(0, 4000);
    await store.addAudit({ at: now(), account, address: '', action: 'scheduled scan', subject, detail });
  };

  /** Begins the scan of a run; gives its reference, or why there is none. */
  const begin = async (
    schedule: Schedule,
  ): Promise<{ readonly ref: string } | { readonly refused: string }> => {
    const account = await store.findAccount(schedule.account);
    const targets = parseTargetList(formatAddressSet(addressesOfSchedule(schedule)));
    if (account === undefined || targets._tag === 'Left') return { refused: 'there is nothing to scan' };
    const { option, title } = schedule;
    const started = await scans.start(account, {
      ...{ targets: targets.right, save: true, title },
      ...(option === '' ? {} : { option }),
    });
    if ('text' in started) return { refused: started.text };
    started.leave();
    return { ref: started.ref };
  };

  const obstacleOf = async (schedule: Schedule, at: number): Promise<string | undefined> => {
    const { nextAt, startMinutes } = schedule;
    if (at >= nextAt + startMinutes * MINUTE_MS) return 'no server was there in its window';
    return (await isRunning(schedule)) ? 'its last scan still runs' : undefined;
  };

  const take = async (seen: Schedule): Promise<void> => {
    const at = now();
    const obstacle = await obstacleOf(seen, at);
    // Of several times that have passed, the first is kept.
    const passed = countBetween(seen, seen.nextAt, at);
    const missed = obstacle === undefined ? passed - 1 : passed;
    const lost = seen.lastOutcome === BEGINS ? 1 : 0;
    const taken: Schedule = {
      ...seen,
      nextAt: nextAfter(seen, at),
      missed: seen.missed + missed + lost,
      lastOutcome: obstacle === undefined ? BEGINS : `missed at ${textOf(seen.nextAt)}: ${obstacle}`,
      ...(obstacle === undefined ? { lastAt: seen.nextAt } : {}),
    };
    if (!(await store.updateSchedule(taken, seen))) return;
    if (obstacle !== undefined)
      return note(taken, `missed ${missed === 1 ? 'once' : `${missed} times`}: ${obstacle}`);
    const begun = await begin(taken);
    const done: Schedule =
      'ref' in begun
        ? { ...taken, lastRef: begun.ref, lastOutcome: 'begun' }
        : { ...taken, missed: taken.missed + 1, lastOutcome: `refused: ${begun.refused}` };
    await store.updateSchedule(done, taken);
    await note(done, 'ref' in begun ? begun.ref : `refused: ${begun.refused}`);
  };

  const stopOverdue = async (schedule: Schedule): Promise<void> => {
    const { runMinutes, lastAt, lastRef, account } = schedule;
    if (runMinutes === undefined || lastAt === undefined || !ScanReference.is(lastRef)) return;
    if (now() < lastAt + runMinutes * MINUTE_MS || !(await isRunning(schedule))) return;
    if (await store.stopJob(account, lastRef, OVERDUE))
      log(`${lastRef}: stopped, the window of its schedule is over`);
  };

  const look = async (): Promise<void> => {
    for (const schedule of await store.dueSchedules(now())) await take(schedule).catch(unexpected);
    for (const schedule of await store.listSchedules()) await stopOverdue(schedule).catch(unexpected);
  };

  const next = (): void => {
    working ??= look()
      .catch(unexpected)
      .finally(() => {
        working = undefined;
      });
  };

  return {
    /** Looks once. */
    look,
    /** Looks now, and then every few seconds. */
    start: (): void => {
      timer ??= setInterval(next, everyMs);
      next();
    },
    /** Begins nothing more; resolves when what is under way is done. */
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await working;
    },
  };
};
