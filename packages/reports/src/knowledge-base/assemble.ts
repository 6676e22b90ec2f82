import type { Meaning } from '@openguard/codec';
import type { CheckItem } from '@openguard/model';
import { noteAt, severityIn } from '../finding-values.js';
import { present } from '../present.js';
import { entry, type RecordTable } from '../record-table.js';
import { responseList } from '../response/response.js';
import { describedOf } from './check-text.js';
import { KnownVuln, SUBMETRICS } from './knowledge-base.js';
import { ListedVuln } from './knowledge-base-2.js';

type Metrics = Meaning<typeof SUBMETRICS>;

const METRICS = Object.keys(SUBMETRICS).filter((key): key is keyof Metrics => key in SUBMETRICS);

const cvssOf = (told: Metrics): CheckItem['cvss'] => {
  const entries = METRICS.flatMap((key) => {
    const value = told[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

/** VULNS of knowledgebase_download.php. */
export const VULNS: RecordTable = {
  spine: {},
  records: new Map([
    [
      'VULN',
      entry(KnownVuln, (told, bench) => {
        const note = noteAt(bench, `${bench.path}/VULN`);
        const { id, type, title, category, severity, cvssBase } = told;
        return {
          kind: 'check',
          id,
          title,
          ...present({
            severity: severityIn(severity, note, 'SEVERITY_LEVEL'),
            type,
            category,
            lastUpdate: told.lastUpdate,
            patchable: told.patchable,
            pciFlag: told.pciFlag,
            cvssBase: cvssBase?.text,
            cvssBaseSource: cvssBase?.source,
            cvssTemporal: told.cvssTemporal,
            cvss: cvssOf(told),
            diagnosis: told.diagnosis,
            diagnosisComment: told.diagnosisComment,
            consequence: told.consequence,
            consequenceComment: told.consequenceComment,
            solution: told.solution,
            solutionComment: told.solutionComment,
          }),
          ...describedOf(told, note),
        };
      }),
    ],
  ]),
  counted: ['check'],
};

/** KNOWLEDGE_BASE_VULN_LIST_OUTPUT. */
export const KNOWLEDGE_BASE_OUTPUT = responseList({
  spine: { VULN_LIST: {} },
  records: [
    [
      'VULN_LIST/VULN',
      entry(ListedVuln, (told, bench) => {
        const note = noteAt(bench, `${bench.path}/VULN`);
        const { id, title = '', severity, cvss, software, discovery, cve, bugtraq, ...rest } = told;
        if (discovery?.additional !== undefined) note('DISCOVERY/ADDITIONAL_INFO', discovery.additional);
        const { compliance, correlation, vendorReferences, ...texts } = rest;
        return {
          kind: 'check',
          id,
          title,
          ...present({
            severity: severityIn(severity, note, 'SEVERITY_LEVEL'),
            cvssBase: cvss?.base?.text,
            cvssBaseSource: cvss?.base?.source,
            cvssTemporal: cvss?.temporal,
            software: software?.items,
            discovery:
              discovery === undefined
                ? undefined
                : {
                    authentication: discovery.authentication?.types ?? [],
                    ...present({ remote: discovery.remote }),
                  },
          }),
          ...texts,
          ...describedOf(
            {
              ...present({
                vendorReferences,
                correlation,
                compliance,
                cveReferences: cve,
                bugtraqReferences: bugtraq,
                solution: texts.solution,
              }),
            },
            note,
          ),
        };
      }),
    ],
  ],
  counted: ['check', 'id'],
});
