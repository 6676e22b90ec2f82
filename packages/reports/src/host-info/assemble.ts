import type { TypeOf } from 'io-ts';
import type { Section } from '@openguard/model';
import type { XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { noteAt, placeIn, severityIn } from '../finding-values.js';
import { hostGroups, type ReadFinding } from '../host-groups.js';
import { describedOf } from '../knowledge-base/check-text.js';
import { present } from '../present.js';
import { invalid, type RecordTable } from '../record-table.js';
import type { Projection } from '../scan/projection.js';
import { HostInfoFacts, HostVulnInfo, LEVELS, type HostUser } from './host-info.js';

const nameOf = ({ firstName, lastName, login }: TypeOf<typeof HostUser>): string =>
  [firstName, lastName, login === undefined ? undefined : `(${login})`]
    .filter((part) => part !== undefined)
    .join(' ');

const SECTIONS: readonly (readonly [string, Section])[] = [
  ['VULNS', 'vuln'],
  ['POTENTIAL_VULNS', 'practice'],
  ['INFO_GATHERED', 'info'],
];

const readFinding =
  (section: Section, { refine, wants }: Pick<Projection, 'refine' | 'wants'>): ReadFinding =>
  (bench, { ip }, element, offset, at) => {
    if (!wants(section)) return E.right([]);
    const decoded = bench.decode(HostVulnInfo, element, offset, at);
    if (E.isLeft(decoded)) return decoded;
    const note = noteAt(bench, `${at}/VULNINFO`);
    const { severity, port, result, cvss, category = '', ...rest } = decoded.right;
    const { compliance, correlation, vendorReferences, cveReferences, bugtraqReferences, ...texts } = rest;
    const described = present({
      compliance,
      correlation,
      vendorReferences,
      cveReferences,
      bugtraqReferences,
    });
    const known = severityIn(severity, note, 'SEVERITY_LEVEL');
    if (section !== 'info' && known === undefined)
      return invalid({ path: at }, offset, 'VULNINFO/SEVERITY_LEVEL', 'a severity from 1 to 5');
    return E.right([
      refine({
        kind: 'finding',
        ip,
        section,
        category,
        ...texts,
        ...placeIn(port, note),
        ...present({
          severity: known,
          result: result?.text,
          resultFormat: result?.format,
          cvssBase: cvss?.base?.text,
          cvssBaseSource: cvss?.base?.source,
          cvssTemporal: cvss?.temporal,
        }),
        ...describedOf({ ...described, ...present({ solution: texts.solution }) }, note),
        ...bench.ledger.take(),
      }),
    ]);
  };

const levels = Object.fromEntries(LEVELS.map((level) => [`SEVERITY_LEVEL_${level}`, {}]));

/** HOST of get_host_info.php. */
export const hostInfo = (
  projection: Pick<Projection, 'refine' | 'wants'>,
  limits: XmlLimits,
): RecordTable => ({
  spine: Object.fromEntries(SECTIONS.map(([name]) => [name, levels])),
  records: new Map(),
  counted: [],
  groups: hostGroups(
    {
      path: '',
      facts: HostInfoFacts,
      identity: 'IP',
      itemOf: ({ owner, users, businessUnits, groups, ...facts }) => ({
        kind: 'host',
        ...facts,
        ...present({
          owner: owner?.user === undefined ? undefined : nameOf(owner.user),
          users: users?.users.map(nameOf),
          businessUnits: businessUnits?.units,
          assetGroups: groups?.groups.map(({ title }) => title),
        }),
      }),
      findings: new Map(
        SECTIONS.flatMap(([name, section]) =>
          LEVELS.map(
            (level) =>
              [`${name}/SEVERITY_LEVEL_${level}/VULNINFO`, readFinding(section, projection)] as const,
          ),
        ),
      ),
    },
    limits,
  ),
});
