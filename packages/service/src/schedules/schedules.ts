import { OpenGuardError } from '@openguard/errors';
import { ScanReference, type Schedule } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { describeTargetFault, difference, parseTargetList, type AddressSet } from '@openguard/targets';
import { profileFor } from '../option.js';
import { nextAfter, recurrenceFault } from './occurrence.js';

/** What managing schedules needs: the time in milliseconds since 1970, and new ids. */
export interface SchedulesOptions {
  readonly store: Pick<
    Store,
    | 'findAccount'
    | 'findJob'
    | 'addSchedule'
    | 'listSchedules'
    | 'updateSchedule'
    | 'removeSchedule'
    | 'addAudit'
  >;
  readonly clock: () => number;
  readonly newId: () => string;
  /** The option profiles that a schedule may name. */
  readonly profiles: readonly string[];
}

/** A scan that is to recur; see {@link Schedule}. */
export type NewSchedule = Pick<
  Schedule,
  'account' | 'targets' | 'exclude' | 'option' | 'title' | 'cron' | 'zone' | 'startMinutes' | 'runMinutes'
>;

const LONGEST_TITLE = 200;
const LONGEST_CRON = 200;
/** A week: what is later than that is another run, or a mistake. */
const MOST_MINUTES = 10_080;

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_USAGE', `the schedule cannot be: ${reason}`);
};

const refuseUnknown = (id: string): never => {
  const advice = 'see "openguard-server schedule list"';
  throw new OpenGuardError(
    'OG_USAGE',
    `there is no schedule with the id ${JSON.stringify(id.slice(0, 40))}; ${advice}`,
  );
};

const noAccount = (name: string): string => `there is no account ${JSON.stringify(name.slice(0, 64))}`;

/** A run that has begun may be over: that, the scan itself says. */
const BEGUN = 'begun';

const addressesOf = (what: string, list: string): AddressSet => {
  const parsed = parseTargetList(list);
  return parsed._tag === 'Right'
    ? parsed.right.addresses
    : refuse(`${what}: ${describeTargetFault(parsed.left)}`);
};

/** What a schedule scans: its targets without what it excludes. */
export const addressesOfSchedule = ({
  targets,
  exclude,
}: Pick<Schedule, 'targets' | 'exclude'>): AddressSet => {
  const own = addressesOf('its targets', targets);
  return exclude === '' ? own : difference(own, addressesOf('what it excludes', exclude));
};

/** An operator's work on scans that recur. Calls reject with `OG_USAGE` when they cannot be done as asked. */
export const createSchedules = ({ store, clock, newId, profiles }: SchedulesOptions) => {
  const audit = (action: string, { id, account, targets }: Schedule, detail: string): Promise<void> =>
    store.addAudit({
      ...{ at: clock(), account, address: '', action: `schedule ${action}` },
      ...{ subject: targets.slice(0, 4000), detail: `${id}${detail === '' ? '' : `: ${detail}`}` },
    });
  const find = async (id: string): Promise<Schedule> =>
    (await store.listSchedules()).find((each) => each.id === id) ?? refuseUnknown(id);
  const asItStands = async (schedule: Schedule): Promise<Schedule> => {
    const { lastRef, lastOutcome } = schedule;
    if (lastOutcome !== BEGUN || !ScanReference.is(lastRef)) return schedule;
    const state = (await store.findJob(lastRef))?.state;
    if (state === undefined) return { ...schedule, lastOutcome: 'begun; its report was removed since' };
    return state === 'running' ? schedule : { ...schedule, lastOutcome: state };
  };
  const change = async (id: string, paused: boolean): Promise<Schedule> => {
    const seen = await find(id);
    const changed = { ...seen, paused, nextAt: nextAfter(seen, clock()) };
    if (await store.updateSchedule(changed, seen)) return changed;
    // It has just begun a scan, or somebody else changed it.
    return change(id, paused);
  };

  return {
    /** Adds a schedule; what it may scan is asked anew at every run. */
    add: async (wanted: NewSchedule): Promise<Schedule> => {
      const now = clock();
      const { account, cron, zone, startMinutes, runMinutes, title, option } = wanted;
      if ((await store.findAccount(account)) === undefined) refuse(noAccount(account));
      if (addressesOfSchedule(wanted).length === 0) refuse('nothing is left of its targets');
      if (cron.length > LONGEST_CRON) refuse('its cron text is too long');
      const fault = recurrenceFault({ cron, zone }, now);
      if (fault._tag === 'Left') refuse(fault.left);
      if (!(startMinutes >= 1)) refuse('it needs at least a minute in which it may begin');
      if (runMinutes !== undefined && !(runMinutes >= startMinutes))
        refuse('it has to be over after it may have begun');
      if (Math.max(startMinutes, runMinutes ?? 0) > MOST_MINUTES)
        refuse(`its windows are ${MOST_MINUTES} minutes (a week) at most`);
      const asked = profileFor(option, profiles);
      if ('text' in asked) refuse(asked.text);
      if (title.length > LONGEST_TITLE) refuse(`its title is longer than ${LONGEST_TITLE} characters`);
      const schedule: Schedule = {
        ...wanted,
        ...{ id: newId(), createdAt: now, nextAt: nextAfter({ cron, zone }, now), paused: false, missed: 0 },
      };
      await store.addSchedule(schedule);
      await audit('add', schedule, `${cron} ${zone}`);
      return schedule;
    },
    /**
     * The schedules, of one account if one is named, and what has come of their last runs by now: one that has begun is
     * told as its scan stands.
     */
    list: async (account?: string): Promise<readonly Schedule[]> => {
      if (account !== undefined && (await store.findAccount(account)) === undefined)
        throw new OpenGuardError('OG_USAGE', noAccount(account));
      const all = await store.listSchedules();
      return Promise.all(all.filter((each) => (account ?? each.account) === each.account).map(asItStands));
    },
    pause: async (id: string): Promise<void> => audit('pause', await change(id, true), ''),
    /** Goes on with the next time that is due; what was missed meanwhile is not made up for. */
    resume: async (id: string): Promise<void> => audit('resume', await change(id, false), ''),
    /** Removes it. A scan of it that runs goes on. */
    remove: async (id: string): Promise<void> => {
      const schedule = await find(id);
      await store.removeSchedule(id);
      await audit('remove', schedule, '');
    },
  };
};
