import * as t from 'io-ts';
import { Coverage } from './coverage.js';
import { Finding } from './finding.js';

/** A finding of our own engine, with the rule that set its severity (see the knowledge base). */
export const GradedFinding = t.readonly(
  t.intersection([Finding, t.type({ rule: t.string })]),
  'GradedFinding',
);
export type GradedFinding = t.TypeOf<typeof GradedFinding>;

/** What an engine found on one address that is alive. `ip` is a dotted quad. */
export const HostReport = t.readonly(
  t.intersection([
    t.type({ ip: t.string, findings: t.readonlyArray(GradedFinding), coverage: Coverage }),
    t.partial({ name: t.string, os: t.string }),
  ]),
  'HostReport',
);
export type HostReport = t.TypeOf<typeof HostReport>;
