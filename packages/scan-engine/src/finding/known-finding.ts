import { entryOf, gradeOf, severityOfRule } from '@openguard/knowledgebase';
import type { GradedFinding, RatedVulnerability } from '@openguard/model';
import { replaceForbidden } from '@openguard/xml';

/** The check that all findings by version belong to; each has the CVE name after a colon. */
export const KNOWN_CHECK = 'known_vulnerability';

/** A service that a vulnerability is published for. */
export interface Place {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly ssl: boolean;
  /** Product and version as the service told them. */
  readonly software: string;
  readonly cpe: string;
}

const ratingOf = ({ since, likelihood }: RatedVulnerability): string =>
  [
    ...(since === undefined ? [] : [`CISA lists it as used in attacks since ${since}.`]),
    ...(likelihood === undefined
      ? []
      : [`EPSS gives ${(likelihood * 100).toFixed(1)} % for attacks within 30 days.`]),
  ].join(' ');

/**
 * The finding that a version alone suggests: a practice, one level below what its score gives. That it is used in
 * attacks is told with the diagnosis, which no comparison looks at: it changes daily, and never alters a severity.
 */
export const knownFinding = (known: RatedVulnerability, at: Place): GradedFinding => {
  const entry = entryOf(KNOWN_CHECK);
  if (entry === undefined) throw new TypeError(`${KNOWN_CHECK} is not in the knowledge base`);
  const rule = known.score === undefined ? 'state:vulnerable' : `cvss:${known.score.toFixed(1)}`;
  const severity = severityOfRule(rule) ?? entry.severity;
  const said = [known.summary, ratingOf(known), entry.diagnosis].filter((text) => text !== '').join('\n');
  const score =
    known.score === undefined ? 'none yet' : `${known.score.toFixed(1)} ${known.vector ?? ''}`.trim();
  return {
    ...gradeOf({ ...entry, kind: 'vuln', rule, severity }, 'potential'),
    id: `${KNOWN_CHECK}:${known.cve}`,
    title: `${known.cve}: Published for ${at.software}`,
    cve: [known.cve],
    category: entry.category,
    port: at.port,
    protocol: at.protocol,
    ...(at.ssl ? { ssl: true } : {}),
    diagnosis: replaceForbidden(said),
    consequence: entry.consequence,
    solution: entry.solution,
    result: replaceForbidden([`Version: ${at.software}`, `CPE: ${at.cpe}`, `CVSS: ${score}`].join('\n')),
  };
};
