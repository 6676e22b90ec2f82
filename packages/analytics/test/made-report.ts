import {
  compareReports,
  SnapshotBuilder,
  type JudgedFinding,
  type JudgedPort,
  type RecordOptions,
  type Snapshot,
} from '@openguard/analytics';
import {
  coverageToFindings,
  type Coverage,
  type DocumentItem,
  type Finding,
  type HeaderItem,
  type HostItem,
} from '@openguard/model';

/** Everything was tested. */
export const COVERED: Coverage = { tcp: '1-65535', udp: '', checks: ['a', 'b', 'banner'], gaps: [] };

export const header = (keys: Record<string, string> = { STATUS: 'FINISHED' }): HeaderItem => ({
  kind: 'header',
  ref: 'scan/1.1',
  keys,
});

export const weakness = (id: string, more: Partial<Finding> = {}): Finding => ({
  section: 'vuln',
  id,
  severity: 3,
  title: id,
  cve: [],
  category: 'x',
  port: 21,
  result: 'seen',
  ...more,
});

export const portList = (...ports: readonly number[]): Finding => ({
  section: 'service',
  id: 'scan_tcp',
  title: 'ports',
  cve: [],
  category: 'PortScan',
  result: ['Port\tName\tDescription\tDetected', ...ports.map((port) => `${port}\tn${port}\td\tsvc`)].join(
    '\n',
  ),
  resultFormat: 'table',
});

interface Making extends RecordOptions {
  readonly coverage?: Coverage;
  readonly head?: HeaderItem;
  readonly host?: Partial<HostItem>;
}

/** The items of a report, of hosts with all their findings and one coverage for all. */
export const itemsOf = (
  hosts: Readonly<Record<string, readonly Finding[]>>,
  { coverage, head = header(), host = {} }: Making = { coverage: COVERED },
): readonly DocumentItem[] => [
  head,
  ...Object.entries(hosts).flatMap(([ip, findings]): readonly DocumentItem[] => [
    { kind: 'host', ip, ...host },
    ...[...findings, ...(coverage === undefined ? [] : coverageToFindings(coverage))].map((finding) => ({
      kind: 'finding' as const,
      ip,
      ...finding,
    })),
  ]),
];

export const snapshotOf = (items: Iterable<DocumentItem>, options: RecordOptions = {}): Snapshot => {
  const builder = new SnapshotBuilder(options);
  for (const item of items) builder.add(item);
  return builder.snapshot();
};

export const report = (...made: Parameters<typeof itemsOf>): Snapshot => snapshotOf(itemsOf(...made));

/** Everything that a comparison judges, apart by what it is. */
export const judgedOf = (
  ...reports: Parameters<typeof compareReports>
): { readonly ports: readonly JudgedPort[]; readonly findings: readonly JudgedFinding[] } => {
  const { judged } = compareReports(...reports);
  return {
    ports: judged.filter((one) => one.kind === 'port'),
    findings: judged.filter((one) => one.kind === 'finding'),
  };
};
