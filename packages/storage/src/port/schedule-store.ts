import type { Schedule } from '@openguard/model';

/** The calls of a store that are about scans that recur. */
export interface ScheduleStore {
  /** Adds a schedule. Rejects with `OG_STORE_FAILED` when there is no such account, or the id is there already. */
  readonly addSchedule: (schedule: Schedule) => Promise<void>;
  /** All schedules, the oldest first. */
  readonly listSchedules: () => Promise<readonly Schedule[]>;
  /** Schedules that are not paused and whose time has come, the longest due first. */
  readonly dueSchedules: (now: number) => Promise<readonly Schedule[]>;
  /**
   * Replaces a schedule; resolves to false when it is not there (any more), or no longer is as it was `seen`: so that of
   * several processes which saw it due, one takes it on.
   */
  readonly updateSchedule: (schedule: Schedule, seen: Schedule) => Promise<boolean>;
  /** Removes a schedule; its scans stay. Resolves to false when it is not there. */
  readonly removeSchedule: (id: string) => Promise<boolean>;
}
