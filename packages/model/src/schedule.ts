import * as t from 'io-ts';

/**
 * A scan that recurs. Times are milliseconds since 1970, UTC.
 *
 * - `targets`, `exclude`: target lists, as the operator wrote them; `exclude` empty text for none.
 * - `option`: the option profile; empty text for the server's first. `title`: what its scans are called.
 * - `cron`, `zone`: when it is due: five fields of cron, and a time zone of the IANA.
 * - `startMinutes`: how late it may still begin. `runMinutes`: how long it may take; what is left is not scanned.
 * - `nextAt`: when it is due next. `paused`: it is not.
 * - `lastRef`: its last scan; `lastAt`: when that was due; `lastOutcome`: what came of the last time, in words.
 * - `missed`: how often it was due and did not begin.
 */
export const Schedule = t.readonly(
  t.intersection([
    t.type({
      id: t.string,
      account: t.string,
      targets: t.string,
      exclude: t.string,
      option: t.string,
      title: t.string,
      cron: t.string,
      zone: t.string,
      startMinutes: t.number,
      createdAt: t.number,
      nextAt: t.number,
      paused: t.boolean,
      missed: t.number,
    }),
    t.partial({ runMinutes: t.number, lastRef: t.string, lastAt: t.number, lastOutcome: t.string }),
  ]),
  'Schedule',
);
export type Schedule = t.TypeOf<typeof Schedule>;
