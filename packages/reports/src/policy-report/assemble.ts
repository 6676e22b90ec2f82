import type { XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { noteAt } from '../finding-values.js';
import { hostGroups, type ReadFinding } from '../host-groups.js';
import { evidenceOf, exceptionOf } from '../posture/assemble.js';
import { present } from '../present.js';
import { entry, type RecordTable } from '../record-table.js';
import { PolicyHeader, ReportedControl, ReportedHostFacts } from './policy-report.js';

const readControl: ReadFinding = (bench, { ip }, element, offset, at) => {
  const decoded = bench.decode(ReportedControl, element, offset, at);
  if (E.isLeft(decoded)) return decoded;
  const note = noteAt(bench, `${at}/CONTROL`);
  const { technology, criticality, evidence, exception, ...control } = decoded.right;
  if (criticality?.label !== undefined && criticality.value !== undefined)
    note('CRITICALITY/VALUE', criticality.value);
  return E.right([
    {
      kind: 'posture',
      ip,
      ...control,
      ...present({
        technologyId: technology?.id,
        technology: technology?.name,
        criticality: criticality?.label ?? criticality?.value,
        exception: exceptionOf(exception, note),
      }),
      ...evidenceOf(evidence),
      ...bench.ledger.take(),
    },
  ]);
};

const readHeader = entry(PolicyHeader, ({ name, date }) => ({
  kind: 'header',
  ref: '',
  ...present({ title: name, date }),
  keys: {},
}));

/** COMPLIANCE_POLICY_REPORT. */
export const policyReport = (limits: XmlLimits): RecordTable => ({
  spine: { RESULTS: { HOST_LIST: { HOST: { CONTROL_LIST: {} } } } },
  records: new Map([['HEADER', readHeader]]),
  counted: ['posture'],
  groups: hostGroups(
    {
      path: 'RESULTS/HOST_LIST/HOST',
      facts: ReportedHostFacts,
      identity: 'IP',
      itemOf: ({ groups, ...facts }) => ({
        kind: 'host',
        ...facts,
        ...present({ assetGroups: groups?.titles }),
      }),
      findings: new Map([['CONTROL_LIST/CONTROL', readControl]]),
    },
    limits,
  ),
});
