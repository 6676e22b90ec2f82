import { Cron } from 'croner';
import * as E from 'fp-ts/lib/Either.js';

/** When something recurs: five fields of cron (minute, hour, day of the month, month, day of the week), in a time zone. */
export interface Recurrence {
  readonly cron: string;
  /** Of the IANA, such as `Europe/Berlin`. */
  readonly zone: string;
}

const MOST_COUNTED = 1000;

const cronOf = ({ cron, zone }: Recurrence): Cron =>
  new Cron(cron, { timezone: zone, mode: '5-part', paused: true });

/** Why a recurrence cannot be: what is wrong with it, in words; or nothing. */
export const recurrenceFault = (recurrence: Recurrence, now: number): E.Either<string, void> =>
  E.tryCatch(
    () => {
      // Zones are looked at when they are needed.
      if (cronOf(recurrence).nextRun(new Date(now)) === null) throw new RangeError('it never comes');
    },
    (reason) => (reason instanceof Error ? reason.message : String(reason)),
  );

/** When it comes next after a time, in milliseconds since 1970; never for one that ends. */
export const nextAfter = (recurrence: Recurrence, time: number): number =>
  cronOf(recurrence).nextRun(new Date(time))?.getTime() ?? Number.MAX_SAFE_INTEGER;

/** How often it came from a time on, which is one of its own, until another; no more than a thousand are counted. */
export const countBetween = (recurrence: Recurrence, from: number, until: number): number => {
  let count = 0;
  for (let at = from; at <= until && count < MOST_COUNTED; at = nextAfter(recurrence, at)) count += 1;
  return count;
};
