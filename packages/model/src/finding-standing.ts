import * as t from 'io-ts';
import { Section } from './finding.js';

/**
 * Where a finding stands. `new`: found by one scan so far; `active`: found again; `reopened`: found again after it was
 * fixed; `fixed`: a later scan looked for it, and it was not there.
 */
export const FindingState = t.keyof({ new: null, active: null, reopened: null, fixed: null }, 'FindingState');
export type FindingState = t.TypeOf<typeof FindingState>;

/**
 * What all scans of a host together say of one finding. Times are milliseconds since 1970, UTC.
 *
 * - `key`: its identity on its host (see docs/identity.md).
 * - `id`: the check that finds it. `severity`: as last seen, 0 for none.
 * - `firstSeen`, `lastSeen`, `timesFound`: by which scans it was found.
 * - `lastTested`: the last scan that looked for it, whether it was there or not.
 * - `openedAt`: since when it is open, or was until it was fixed.
 * - `fixedAt`, `evidence`: of a fixed one, the first scan that did not find it any more, and what that rests on.
 * - `missedAt`, `missedReason`: the last scan of the host after `lastTested` that did not look for it, and why.
 */
export const FindingStanding = t.readonly(
  t.intersection([
    t.type({
      key: t.string,
      id: t.string,
      section: Section,
      severity: t.number,
      state: FindingState,
      firstSeen: t.number,
      lastSeen: t.number,
      lastTested: t.number,
      timesFound: t.number,
      openedAt: t.number,
    }),
    t.partial({
      port: t.number,
      protocol: t.string,
      fixedAt: t.number,
      evidence: t.keyof({ proven: null, inferred: null }),
      missedAt: t.number,
      missedReason: t.string,
    }),
  ]),
  'FindingStanding',
);
export type FindingStanding = t.TypeOf<typeof FindingStanding>;

/**
 * What the newest report that holds a finding says of it. `result` as it stands, HTML included. `namedAt`, milliseconds
 * since 1970: where that report does not name it, the time of the one that title, CVEs and category are of.
 */
export const FindingFacts = t.readonly(
  t.intersection([
    t.type({ title: t.string, cve: t.readonlyArray(t.string), category: t.string }),
    t.partial({
      fqdn: t.string,
      ssl: t.boolean,
      result: t.string,
      resultFormat: t.string,
      namedAt: t.number,
    }),
  ]),
  'FindingFacts',
);
export type FindingFacts = t.TypeOf<typeof FindingFacts>;

/** A finding with its history, on a host. `ip` is a dotted quad. */
export type KnownFinding = FindingStanding & FindingFacts & { readonly ip: string };
