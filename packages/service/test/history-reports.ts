import { coverageToFindings, formatCompactDate, type Coverage, type DocumentItem } from '@openguard/model';
import type { ReadableReport } from '../src/index.js';

/** A week, in milliseconds. */
export const WEEK = 7 * 86_400_000;

/** When a week begins. */
export const weekAt = (week: number): number => Date.UTC(2026, 0, 5) + week * WEEK;

/** A finding of a made-up report. */
interface MadeFinding {
  readonly id: string;
  readonly severity?: 1 | 2 | 3 | 4 | 5;
  readonly section?: 'vuln' | 'practice' | 'info';
  readonly port?: number;
  readonly unreadPort?: string;
  readonly ssl?: boolean;
  readonly result?: string;
}

/** A host of a made-up report. `gaps`: checks that did not run. */
export interface MadeHost {
  readonly ip: string;
  readonly findings: readonly MadeFinding[];
  readonly checks: readonly string[];
  readonly gaps?: readonly string[];
  readonly status?: string;
  readonly os?: string;
}

const coverageOf = ({ checks, gaps = [] }: MadeHost): Coverage => ({
  tcp: '1-65535',
  udp: '',
  checks,
  gaps: gaps.map((subject) => ({ subject, reason: 'the script timed out' })),
});

const itemsOf = (host: MadeHost): readonly DocumentItem[] => [
  {
    ...{ kind: 'host', ip: host.ip, name: `name of ${host.ip}` },
    ...(host.status === undefined ? {} : { status: host.status }),
    ...(host.os === undefined ? {} : { os: host.os }),
  },
  ...coverageToFindings(coverageOf(host)).map((finding) => ({
    kind: 'finding' as const,
    ip: host.ip,
    ...finding,
  })),
  ...host.findings.map(({ id, severity = 3, section = 'vuln', port, unreadPort, ssl, result }) => ({
    ...{ kind: 'finding' as const, ip: host.ip, id, severity, section },
    ...{ title: `About ${id}`, cve: [], category: 'ftp' },
    ...(port === undefined ? {} : { port, protocol: 'tcp' }),
    ...(unreadPort === undefined ? {} : { unreadPort }),
    ...(ssl === undefined ? {} : { ssl }),
    ...(result === undefined ? {} : { result }),
  })),
];

/** A report of a week. */
export const madeReport = (
  week: number,
  hosts: readonly MadeHost[],
  keys: Readonly<Record<string, string>> = {},
): ReadableReport & { readonly items: readonly DocumentItem[] } => {
  const items: readonly DocumentItem[] = [
    {
      ...{ kind: 'header', ref: `scan/${weekAt(week) / 1000}.1`, date: formatCompactDate(weekAt(week)) },
      ...{ target: '192.0.2.0/24', keys: { STATUS: 'FINISHED', ...keys } },
    },
    ...hosts.flatMap(itemsOf),
    { kind: 'end', hosts: hosts.length, findings: 0, notices: [] },
  ];
  return readable(`week ${week}`, items);
};

/** Items as a report that can be read again. */
export const readable = (
  source: string,
  items: readonly DocumentItem[],
): ReadableReport & { readonly items: readonly DocumentItem[] } => ({
  source,
  items,
  read: async function* () {
    await Promise.resolve();
    yield* items;
  },
});

/** What a service says of a finding. Dates as it writes them. */
export interface ListedFinding {
  readonly ip: string;
  readonly id: string;
  readonly port?: number;
  readonly title?: string;
  readonly firstFound?: string;
  readonly lastFound?: string;
  readonly result?: string;
}

/** A list of what a service knows by a time. */
export const madeList = (at: number, findings: readonly ListedFinding[]): ReadableReport => {
  const iso = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return readable(`list of ${iso}`, [
    ...findings.map(({ title = '', ...finding }) => ({
      ...{ kind: 'finding' as const, section: 'vuln' as const, severity: 3 as const, status: 'Active' },
      ...{ ...finding, title, cve: [], category: title === '' ? '' : 'ftp' },
    })),
    { kind: 'end', hosts: 1, findings: findings.length, answered: iso, tracked: true, notices: [] },
  ]);
};
