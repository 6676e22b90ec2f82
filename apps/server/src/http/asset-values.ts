import {
  entryOfFinding,
  numberOfCheck,
  vulnerabilityOfCheck,
  type CheckEntry,
} from '@openguard/knowledgebase';
import type { KnownFinding } from '@openguard/model';
import type { AssetHostValues, CheckDetailsValues, HostVulnInfoValues } from '@openguard/reports';
import { STATUS_OF, type HostFindings } from '@openguard/service';
import { formatAddress } from '@openguard/targets';
import { baseScoreOf, pciFlagOf, referenceLists } from './check-values.js';
import { isoDate } from './iso-date.js';

const TYPES = { vuln: 'Vuln', practice: 'Practice', service: 'Ig', info: 'Ig' } as const;

type VulnInfoValues = NonNullable<AssetHostValues['findings']>['findings'][number];

/** A check that has no number is called by its name rather than left out. */
const qidOf = (id: string): string => String(numberOfCheck(id) ?? id);

/** Published vulnerabilities share a number, and are not one check: the glossary has each apart. */
const refOf = (id: string): string => {
  const vulnerability = vulnerabilityOfCheck(id);
  return `qid_${qidOf(id)}${vulnerability === undefined ? '' : `_${vulnerability}`}`;
};

/** What every document of the first generation says of a finding. */
const sightingOf = (finding: KnownFinding) => {
  const { id, port, protocol, result, resultFormat, firstSeen, lastSeen, timesFound, state } = finding;
  const instance = vulnerabilityOfCheck(id);
  return {
    ...(port === undefined ? {} : { port: String(port) }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(instance === undefined ? {} : { instance }),
    ...(result === undefined
      ? {}
      : { result: { text: result, ...(resultFormat === undefined ? {} : { format: resultFormat }) } }),
    firstFound: isoDate(firstSeen),
    lastFound: isoDate(lastSeen),
    timesFound: String(timesFound),
    status: STATUS_OF[state],
  };
};

const vulnInfoOf = (finding: KnownFinding): VulnInfoValues => {
  const { id, section, fqdn, ssl } = finding;
  return {
    qid: { ref: refOf(id), text: qidOf(id) },
    type: TYPES[section],
    ...(fqdn === undefined ? {} : { fqdn }),
    ...(ssl === undefined ? {} : { ssl: String(ssl) }),
    ...sightingOf(finding),
  };
};

/** What describes a host. */
export const assetFactsOf = ({ host }: HostFindings) => ({
  ip: formatAddress(host.address),
  ...(host.name === undefined ? {} : { dns: host.name }),
  ...(host.os === undefined ? {} : { os: host.os }),
});

/** A host with its findings. */
export const assetHostOf = (each: HostFindings): AssetHostValues => ({
  ...assetFactsOf(each),
  trackingMethod: 'IP',
  ...(each.findings.length === 0 ? {} : { findings: { findings: each.findings.map(vulnInfoOf) } }),
});

/** A published vulnerability has a severity and a title of its own, which its finding tells. */
const gradeOf = ({ id, title, severity }: KnownFinding, entry: CheckEntry) =>
  vulnerabilityOfCheck(id) === undefined
    ? { title: entry.title, severity: String(entry.severity) }
    : { title, ...(severity === 0 ? {} : { severity: String(severity) }) };

/** What the check of a finding is; of one that is not ours, what the finding says of itself. */
const detailsOf = (finding: KnownFinding): CheckDetailsValues => {
  const { id, title, severity, category } = finding;
  const names = { ref: refOf(id), qid: { ref: refOf(id), text: qidOf(id) } };
  const entry = entryOfFinding(id);
  if (entry === undefined)
    return { ...names, title, category, ...(severity === 0 ? {} : { severity: String(severity) }) };
  const base = baseScoreOf(entry);
  return {
    ...names,
    ...gradeOf(finding, entry),
    category: entry.category,
    diagnosis: entry.diagnosis,
    consequence: entry.consequence,
    solution: entry.solution,
    pciFlag: pciFlagOf(entry),
    ...(base === undefined ? {} : { cvss: { base } }),
    ...referenceLists(entry, vulnerabilityOfCheck(id)),
  };
};

/** Collects what the checks of some findings are, each once. */
export class CheckGlossary {
  readonly #checks = new Map<string, CheckDetailsValues>();

  /** Takes the findings of a host. */
  take({ findings }: HostFindings): void {
    for (const finding of findings) {
      const ref = refOf(finding.id);
      if (!this.#checks.has(ref)) this.#checks.set(ref, detailsOf(finding));
    }
  }

  /** By their numbers. */
  checks(): readonly CheckDetailsValues[] {
    return [...this.#checks.values()].sort(
      (a, b) => Number(a.qid.text) - Number(b.qid.text) || ((a.ref ?? '') < (b.ref ?? '') ? -1 : 1),
    );
  }
}

/** A finding with what its check is. */
export const hostVulnInfoOf = (finding: KnownFinding): HostVulnInfoValues => {
  const { id, title, severity, category } = finding;
  const entry = entryOfFinding(id);
  const base = entry === undefined ? undefined : baseScoreOf(entry);
  return {
    id: qidOf(id),
    ...(severity === 0 ? {} : { severity: String(severity) }),
    title,
    category,
    ...sightingOf(finding),
    ...(entry === undefined
      ? {}
      : {
          ...referenceLists(entry, vulnerabilityOfCheck(id)),
          ...(base === undefined ? {} : { cvss: { base } }),
          ...{ diagnosis: entry.diagnosis, consequence: entry.consequence, solution: entry.solution },
        }),
  };
};
