import * as t from 'io-ts';

/**
 * Something that was not tested, and why.
 *
 * `subject` is `host`, `os`, `traceroute`, `tcp`, `udp`, `tcp/8080` (a port, or a list such as `tcp/1-21,80`) or a check's id; `port` narrows
 * a check to a port such as `tcp/443`. `reason` is a sentence for people.
 */
export const CoverageGap = t.readonly(
  t.intersection([t.type({ subject: t.string, reason: t.string }), t.partial({ port: t.string })]),
  'CoverageGap',
);
export type CoverageGap = t.TypeOf<typeof CoverageGap>;

/**
 * What a scan tested on a host. It travels with every report, so that a missing finding can be told from
 * a check that did not run.
 *
 * - `tcp`, `udp`: tested ports as a list of numbers and ranges (`1-79,81-65535`); empty when none was.
 * - `checks`: ids of the checks that ran to their end wherever they apply.
 * - `gaps`: what was not tested, with the reason; a gap takes precedence over `tcp`, `udp` and `checks`.
 * - `attempt`: which attempt at this host the scan is from, when an earlier one was cut off.
 */
export const Coverage = t.readonly(
  t.intersection([
    t.type({
      tcp: t.string,
      udp: t.string,
      checks: t.readonlyArray(t.string),
      gaps: t.readonlyArray(CoverageGap),
    }),
    t.partial({ attempt: t.number }),
  ]),
  'Coverage',
);
export type Coverage = t.TypeOf<typeof Coverage>;
