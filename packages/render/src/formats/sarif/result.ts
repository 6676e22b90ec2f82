import { isCalledFixed, type Verdict } from '@openguard/analytics';
import { acceptedUntil } from '../../accepted-until.js';
import { printable } from '../../printable.js';
import { placeOf, SECTION_NAMES } from '../../report-facts.js';
import { reasonWords } from '../../reason-words.js';
import type { ReportedFinding } from '../../report.js';
import { patchLines } from '../../service-words.js';
import { levelOf, securitySeverityOf } from './severity-level.js';

const BASELINES: Readonly<Record<Verdict, string>> = {
  new: 'new',
  reopened: 'new',
  changed: 'updated',
  same: 'unchanged',
  fixed: 'absent',
  // Nobody looked: it must not read as gone.
  'not tested': 'unchanged',
};

/** Only what fails has a level (2.1.0, section 3.27.10). */
const gradeOf = ({ finding, verdict }: ReportedFinding) => {
  if (verdict === 'fixed' || isCalledFixed(finding)) return { kind: 'pass', level: 'none' };
  return finding.section === 'vuln' || finding.section === 'practice'
    ? { kind: 'fail', level: levelOf(finding.severity) }
    : { kind: 'informational', level: 'none' };
};

const messageOf = (one: ReportedFinding): string => {
  const { finding, verdict } = one;
  const severity = finding.severity === undefined ? '' : `, severity ${finding.severity}`;
  const what = `${printable(finding.title) || printable(finding.id)} (${SECTION_NAMES[finding.section]}${severity}) on ${placeOf(finding)}`;
  return verdict === undefined ? what : `${what}; ${verdict}: ${printable(reasonWords(one))}`;
};

const part = (text: string): string => encodeURIComponent(printable(text).toWellFormed());

const timeOf = (time: number): string => new Date(time).toISOString();

const pastOf = (past: ReportedFinding['past']) =>
  past === undefined
    ? {}
    : {
        state: past.state,
        firstSeen: timeOf(past.firstSeen),
        lastSeen: timeOf(past.lastSeen),
        timesFound: past.timesFound,
      };

const told = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : printable(text);

/** An accepted risk (2.1.0, section 3.35): no result is left out for it. */
const suppressionsOf = ({ accepted }: ReportedFinding) =>
  accepted === undefined
    ? {}
    : {
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: `accepted until ${acceptedUntil(accepted)} by ${printable(accepted.owner)}: ${printable(accepted.reason)}`,
          },
        ],
      };

/** Sites ask for a file: the host, with its port, stands in its place. */
const locationOf = ({ finding }: ReportedFinding) => {
  const { ip, port, protocol = 'tcp' } = finding;
  const at = port === undefined ? '' : `/${part(protocol.toLowerCase())}/${port}`;
  return {
    physicalLocation: {
      artifactLocation: { uri: `hosts/${part(ip)}${at}` },
      region: { startLine: 1 },
    },
    logicalLocations: [{ fullyQualifiedName: placeOf(finding), kind: 'resource' }],
  };
};

/** A finding as a result of SARIF (2.1.0, section 3.27). */
export const resultOf = (one: ReportedFinding, ruleIndex: number, fingerprint: string) => {
  const { finding, verdict, evidence, reason, past } = one;
  const { section, severity, ip, port, protocol, fqdn, cve } = finding;
  const score = securitySeverityOf(finding);
  return {
    ruleId: printable(finding.id),
    ruleIndex,
    ...gradeOf(one),
    message: { text: messageOf(one) },
    locations: [locationOf(one)],
    // The first is the one that sites look at, the second says how it was made.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'openguardIdentity/v1': fingerprint },
    ...(verdict === undefined ? {} : { baselineState: BASELINES[verdict] }),
    ...suppressionsOf(one),
    properties: {
      ...{
        section,
        severity,
        ip: printable(ip),
        port,
        protocol,
        name: told(fqdn),
        instance: told(finding.instance),
        called: told(finding.status),
        pci: told(finding.pciFlag),
      },
      ...(finding.virtualPatches === undefined ? {} : { virtualPatches: patchLines(finding) }),
      cve: cve.map(printable),
      verdict,
      ...pastOf(past),
      evidence,
      reason: told(reason),
      'security-severity': score,
    },
  };
};
