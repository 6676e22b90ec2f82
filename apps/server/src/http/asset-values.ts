import { entryOfFinding, numberOfCheck, vulnerabilityOfCheck } from '@openguard/knowledgebase';
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
    qid: { ref: `qid_${qidOf(id)}`, text: qidOf(id) },
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

/** What the check of a finding is; of one that is not ours, what the finding says of itself. */
const detailsOf = ({ id, title, severity, category }: KnownFinding): CheckDetailsValues => {
  const qid = qidOf(id);
  const names = { ref: `qid_${qid}`, qid: { ref: `qid_${qid}`, text: qid } };
  const entry = entryOfFinding(id);
  if (entry === undefined)
    return { ...names, title, category, ...(severity === 0 ? {} : { severity: String(severity) }) };
  const base = baseScoreOf(entry);
  return {
    ...names,
    title: entry.title,
    severity: String(entry.severity),
    category: entry.category,
    diagnosis: entry.diagnosis,
    consequence: entry.consequence,
    solution: entry.solution,
    pciFlag: pciFlagOf(entry),
    ...(base === undefined ? {} : { cvss: { base } }),
    ...referenceLists(entry),
  };
};

/** Collects what the checks of some findings are, each once. */
export class CheckGlossary {
  readonly #checks = new Map<string, CheckDetailsValues>();

  /** Takes the findings of a host. */
  take({ findings }: HostFindings): void {
    for (const finding of findings) {
      const qid = qidOf(finding.id);
      if (!this.#checks.has(qid)) this.#checks.set(qid, detailsOf(finding));
    }
  }

  /** By their numbers. */
  checks(): readonly CheckDetailsValues[] {
    return [...this.#checks]
      .sort(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1))
      .map(([, details]) => details);
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
          ...referenceLists(entry),
          ...(base === undefined ? {} : { cvss: { base } }),
          ...{ diagnosis: entry.diagnosis, consequence: entry.consequence, solution: entry.solution },
        }),
  };
};
