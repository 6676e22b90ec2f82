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

const FIELDS = [
  ['minute', '0 to 59'],
  ['hour', '0 to 23'],
  ['day of the month', '1 to 31, or L'],
  ['month', '1 to 12, or JAN to DEC'],
  ['day of the week', '0 to 7, or SUN to SAT'],
] as const;

const cronOf = ({ cron, zone }: Recurrence): Cron =>
  new Cron(cron, { timezone: zone, mode: '5-part', paused: true });

/** Whether the library takes something; what it says otherwise is meant for programmers. */
const isTaken = (ask: () => unknown): boolean =>
  E.isRight(
    E.tryCatch(ask, (reason) => {
      if (reason instanceof RangeError || reason instanceof TypeError) return reason;
      throw reason;
    }),
  );

/** What is wrong with the text of the fields: each is looked at alone. */
const fieldsFault = (cron: string): string | undefined => {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== FIELDS.length || !fields.every((field) => FIELD.test(field)))
    return `cron has five fields, such as 0 3 * * 1, and not ${JSON.stringify(cron)}`;
  for (const [at, [name, values]] of FIELDS.entries()) {
    const alone = FIELDS.map((_, index) => (index === at ? fields[at] : '*')).join(' ');
    if (!isTaken(() => cronOf({ cron: alone, zone: 'UTC' })))
      return `the field for the ${name} of its cron, ${JSON.stringify(fields[at])}, cannot be: give ${values}, or lists, ranges and steps of these`;
  }
  return undefined;
};

const zoneFault = (zone: string): string | undefined => {
  if (!ZONE.test(zone)) return 'a time zone has a name, such as Europe/Berlin or UTC';
  return isTaken(() => new Intl.DateTimeFormat('en', { timeZone: zone }))
    ? undefined
    : `there is no time zone ${JSON.stringify(zone)}; give a name of the IANA, such as Europe/Berlin or UTC`;
};

/** Why a recurrence cannot be: what is wrong with it, in words; or nothing. */
export const recurrenceFault = (recurrence: Recurrence, now: number): E.Either<string, void> => {
  const fault = fieldsFault(recurrence.cron) ?? zoneFault(recurrence.zone);
  if (fault !== undefined) return E.left(fault);
  return cronOf(recurrence).nextRun(new Date(now)) === null ? E.left('it never comes') : E.right(undefined);
};

/** When it comes next after a time, in milliseconds since 1970; never for one that ends. */
export const nextAfter = (recurrence: Recurrence, time: number): number =>
  cronOf(recurrence).nextRun(new Date(time))?.getTime() ?? Number.MAX_SAFE_INTEGER;

/** How often it came from a time on, which is one of its own, until another; no more than a thousand are counted. */
export const countBetween = (recurrence: Recurrence, from: number, until: number): number => {
  let count = 0;
  for (let at = from; at <= until && count < MOST_COUNTED; at = nextAfter(recurrence, at)) count += 1;
  return count;
};
