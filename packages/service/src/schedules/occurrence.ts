import { Cron } from 'croner';
import * as E from 'fp-ts/lib/Either.js';

/**
 * When something recurs: five fields of cron (minute, hour, day of the month, month, day of the week), in a time zone.
 * Fields have numbers, names (`JAN`, `MON`), `*`, lists, ranges and steps; `L` is the last day of the month, `5L` the last
 * Friday of it, and `1#2` its second Monday. Where both fields of days are set, either is enough.
 */
export interface Recurrence {
  readonly cron: string;
  /** Of the IANA, such as `Europe/Berlin`. */
  readonly zone: string;
}

const MOST_COUNTED = 1000;

/** What is documented; croner knows more, and may know other things tomorrow. */
const FIELD =
  /^(?:[0-9*,/#-]|L|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)+$/i;

/** Names of the IANA begin with a letter; offsets do not, and know no summer. */
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

const checkWords = ({ cron, zone }: Recurrence): void => {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field)))
    throw new RangeError('cron has five fields, such as 0 3 * * 1');
  if (!ZONE.test(zone)) throw new RangeError('a time zone has a name, such as Europe/Berlin or UTC');
};

const cronOf = ({ cron, zone }: Recurrence): Cron =>
  new Cron(cron, { timezone: zone, mode: '5-part', paused: true });

/** Why a recurrence cannot be: what is wrong with it, in words; or nothing. */
export const recurrenceFault = (recurrence: Recurrence, now: number): E.Either<string, void> =>
  E.tryCatch(
    () => {
      checkWords(recurrence);
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
