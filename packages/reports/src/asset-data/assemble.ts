import type { TypeOf } from 'io-ts';
import type { CheckItem, FindingItem, HeaderItem } from '@openguard/model';
import type { XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { integerOf, type Workbench } from '../assembler.js';
import { noteAt, placeIn, sectionOf, severityIn, sslOf, vulnerabilitiesIn } from '../finding-values.js';
import { hostGroups, type ReadFinding } from '../host-groups.js';
import { describedOf } from '../knowledge-base/check-text.js';
import { present } from '../present.js';
import { entry, invalid, type ReadRecord, type RecordTable } from '../record-table.js';
import { glossaryEntry } from '../response/response.js';
import type { Projection } from '../scan/projection.js';
import { AssetHostFacts, Appendices, HostRisk, VulnDetails, VulnInfo } from './asset-data.js';
import { joined, type Glossary } from './glossary.js';
import { AssetHeader } from './header.js';

/** What the readers of findings are told. */
export interface FindingOrder extends Pick<Projection, 'refine' | 'wants'> {
  readonly glossary?: Glossary;
}

const rangesOf = (ranges: readonly { readonly start: string; readonly end: string }[] = []): string[] =>
  ranges.map(({ start, end }) => (start === end ? start : `${start}-${end}`));

const headerOf = (told: TypeOf<typeof AssetHeader>): HeaderItem => {
  const { company, username, date, template, target, risk } = told;
  const groups = target?.groups?.titles ?? [];
  const ips = rangesOf(target?.ips?.ranges);
  const combined = rangesOf(target?.combined?.ranges);
  const keys = {
    COMPANY: company,
    USERNAME: username,
    TOTAL_VULNERABILITIES: risk?.vulnerabilities,
    AVG_SECURITY_RISK: risk?.securityRisk,
    BUSINESS_RISK: risk?.businessRisk,
    TARGET_IPS: target?.ips === undefined ? undefined : ips.join(','),
    COMBINED_IPS: target?.combined === undefined ? undefined : combined.join(','),
  };
  return {
    kind: 'header',
    ref: '',
    ...present({ date, title: template }),
    ...(target === undefined ? {} : { target: [...groups, ...ips].join(',') }),
    keys: present(keys),
    ...(target?.groups === undefined ? {} : { assetGroups: groups }),
    ...(target === undefined
      ? {}
      : { netblocks: [target.ips, target.combined].flatMap((list) => (list === undefined ? [] : [list])) }),
  };
};

/** VULN_DETAILS as a check. */
const checkOf = (told: TypeOf<typeof VulnDetails>, bench: Workbench): Omit<CheckItem, 'notices'> => {
  const note = noteAt(bench, `${bench.path}/VULN_DETAILS`);
  const { ref, qid, severity, cvss, ...rest } = told;
  const usual = `qid_${qid.text}`;
  if (qid.ref !== undefined && qid.ref !== ref && qid.ref !== usual) note('QID/@id', qid.ref);
  const { compliance, correlation, vendorReferences, cveReferences, bugtraqReferences, ...texts } = rest;
  const described = present({ compliance, correlation, vendorReferences, cveReferences, bugtraqReferences });
  return {
    kind: 'check',
    id: qid.text,
    ...(ref === undefined || ref === usual ? {} : { ref }),
    ...texts,
    ...present({
      severity: severityIn(severity, note),
      cvssBase: cvss?.base?.text,
      cvssBaseSource: cvss?.base?.source,
      cvssTemporal: cvss?.temporal,
    }),
    ...describedOf({ ...described, ...present({ solution: texts.solution }) }, note),
  };
};

const readFinding =
  ({ refine, wants, glossary }: FindingOrder): ReadFinding =>
  (bench, host, element, offset, at) => {
    const decoded = bench.decode(VulnInfo, element, offset, at);
    if (E.isLeft(decoded)) return decoded;
    const { qid, type, port, ssl, result, ...rest } = decoded.right;
    const section = sectionOf(type);
    if (section === undefined) return invalid({ path: at }, offset, 'VULN_INFO/TYPE', 'Vuln, Practice or Ig');
    if (!wants(section)) return E.right([]);
    const note = noteAt(bench, `${at}/VULN_INFO`);
    const ref = qid.ref === undefined || qid.ref === `qid_${qid.text}` ? undefined : qid.ref;
    const referred = ref === undefined ? undefined : glossary?.get(ref);
    const check = referred ?? glossary?.get(qid.text);
    if (ref !== undefined && referred === undefined) note('QID/@id', ref);
    // The report says of no other check what it is.
    if (glossary !== undefined && check === undefined) note('QID', qid.text);
    const item: FindingItem = {
      kind: 'finding',
      ip: host.ip,
      ...present({ hostId: host.hostId }),
      section,
      id: qid.text,
      title: '',
      category: '',
      cve: vulnerabilitiesIn(rest.instance),
      ...placeIn(port, note),
      ...present({ ssl: sslOf(ssl, note) }),
      ...rest,
      ...present({ result: result?.text, resultFormat: result?.format }),
    };
    const whole = check === undefined ? item : joined(item, check);
    return E.right([refine({ ...whole, ...bench.ledger.take() })]);
  };

/** Reads the checks of one report; of one that stands twice it says so. */
const readChecks = (): ReadRecord => {
  const seen = new Set<string>();
  return entry(VulnDetails, (told, bench) => {
    const check = checkOf(told, bench);
    const key = check.ref ?? `qid_${check.id}`;
    if (seen.has(key)) bench.noteText(`${bench.path}/VULN_DETAILS/@id`, key);
    seen.add(key);
    return check;
  });
};

const recordsOf = (): readonly (readonly [string, ReadRecord])[] => [
  ['HEADER', entry(AssetHeader, headerOf)],
  ['RISK_SCORE_PER_HOST/HOSTS', glossaryEntry(HostRisk)],
  ['GLOSSARY/VULN_DETAILS_LIST/VULN_DETAILS', readChecks()],
  ['APPENDICES', glossaryEntry(Appendices)],
];

/** ASSET_DATA_REPORT, ASSET_RANGE_INFO and ASSET_SEARCH_REPORT. */
export const assetReport = (order: FindingOrder, limits: XmlLimits): RecordTable => ({
  spine: {
    RISK_SCORE_PER_HOST: {},
    HOST_LIST: { HOST: { VULN_INFO_LIST: {} } },
    GLOSSARY: { VULN_DETAILS_LIST: {} },
  },
  records: new Map(recordsOf()),
  counted: ['check'],
  groups: hostGroups(
    {
      path: 'HOST_LIST/HOST',
      facts: AssetHostFacts,
      identity: 'IP',
      itemOf: ({ ip, hostId, groups, ...facts }, bench) => {
        const number = integerOf(hostId);
        if (hostId !== undefined && number === undefined) bench.noteText(`${bench.path}/HOST_ID`, hostId);
        return {
          kind: 'host',
          ip,
          ...facts,
          ...present({ hostId: number, assetGroups: groups?.titles }),
        };
      },
      findings: new Map([['VULN_INFO_LIST/VULN_INFO', readFinding(order)]]),
    },
    limits,
  ),
});
