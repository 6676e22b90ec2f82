import {
  coverageToFindings,
  type Coverage,
  type DocumentItem,
  type Finding,
  type HeaderItem,
} from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReports, SnapshotBuilder, worstFirst, type Snapshot } from './index.js';

const COVERED: Coverage = { tcp: '1-65535', udp: '', checks: ['a', 'b', 'banner'], gaps: [] };

const header = (keys: Record<string, string> = { STATUS: 'FINISHED' }): HeaderItem => ({
  kind: 'header',
  ref: 'scan/1.1',
  keys,
});

const weakness = (id: string, more: Partial<Finding> = {}): Finding => ({
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

const portList = (...ports: readonly number[]): Finding => ({
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

const report = (
  hosts: Readonly<Record<string, readonly Finding[]>>,
  { coverage, head = header() }: { coverage?: Coverage; head?: HeaderItem } = { coverage: COVERED },
): Snapshot => {
  const builder = new SnapshotBuilder();
  const items: DocumentItem[] = [head];
  for (const [ip, findings] of Object.entries(hosts)) {
    items.push({ kind: 'host', ip });
    const all = [...findings, ...(coverage === undefined ? [] : coverageToFindings(coverage))];
    items.push(...all.map((finding) => ({ kind: 'finding' as const, ip, ...finding })));
  }
  for (const item of items) builder.add(item);
  return builder.snapshot();
};

const IP = '192.0.2.1';

describe('compareReports', () => {
  it('says what came and what went', () => {
    const comparison = compareReports(
      report({ [IP]: [portList(22, 21), weakness('a', { severity: 4 })] }),
      report({ [IP]: [portList(22, 80), weakness('b', { port: 80, severity: 2 })] }),
    );
    expect(comparison).toMatchObject({
      verdict: 'decreased',
      oldScore: 4,
      newScore: 2,
      change: -2,
      ports: {
        came: [{ ip: IP, port: 80, service: 'svc' }],
        went: [{ port: 21, evidence: 'proven' }],
        notTested: [],
      },
      findings: { came: [{ id: 'b' }], went: [{ id: 'a', evidence: 'proven' }], changed: [], notTested: [] },
    });
  });

  it.each<[string, Coverage | undefined, HeaderItem, boolean, RegExp]>([
    [
      'the host did not answer',
      COVERED,
      header({ STATUS: 'FINISHED', NOT_ALIVE: '192.0.2.0/30' }),
      false,
      /did not answer/,
    ],
    [
      'the host was not scanned',
      COVERED,
      header({ STATUS: 'INTERRUPTED', NOT_SCANNED: IP }),
      false,
      /not scanned/,
    ],
    ['the host is not named at all', COVERED, header(), false, /not in the report/],
    ['the port was not tested', { ...COVERED, tcp: '22-25' }, header(), true, /port 21 was not tested/],
    [
      'the port was left out',
      { ...COVERED, gaps: [{ subject: 'tcp/21', reason: 'own port' }] },
      header(),
      true,
      /own port/,
    ],
    [
      'the host timed out',
      { ...COVERED, gaps: [{ subject: 'host', reason: 'timed out' }] },
      header(),
      true,
      /timed out/,
    ],
    ['the check did not run', { ...COVERED, checks: ['b'] }, header(), true, /check a did not run/],
    [
      'the check failed there',
      { ...COVERED, gaps: [{ subject: 'a', port: 'tcp/21', reason: 'script failed' }] },
      header(),
      true,
      /script failed/,
    ],
    ['a foreign report was interrupted', undefined, header({ STATUS: 'CANCELED' }), true, /CANCELED/],
  ])('never calls a finding gone when %s', (_, coverage, head, present, reason) => {
    const newer = report(present ? { [IP]: [portList(22)] } : { '192.0.2.9': [] }, {
      ...(coverage === undefined ? {} : { coverage }),
      head,
    });
    const { findings } = compareReports(report({ [IP]: [weakness('a')] }), newer);
    expect(findings.went).toEqual([]);
    expect(findings.notTested).toMatchObject([{ id: 'a' }]);
    expect(findings.notTested[0]?.reason).toMatch(reason);
  });

  it('infers from a finished report of another origin, and says so', () => {
    const { findings } = compareReports(
      report({ [IP]: [weakness('a')] }, {}),
      report({ [IP]: [] }, { head: header({}) }),
    );
    expect(findings.went).toMatchObject([{ id: 'a', evidence: 'inferred' }]);
  });

  it.each<[string, Partial<Finding>, Partial<Finding>, readonly string[]]>([
    ['another severity', { severity: 2 }, { severity: 4 }, ['severity']],
    ['a practice that was confirmed', { section: 'practice' }, { section: 'vuln' }, ['confirmed']],
    ['a vulnerability that is doubted', { section: 'vuln' }, { section: 'practice' }, ['doubted']],
    ['another result', { result: 'x' }, { result: 'y' }, ['result']],
  ])('calls %s changed', (_, before, after, what) => {
    const { findings } = compareReports(
      report({ [IP]: [weakness('a', before)] }),
      report({ [IP]: [weakness('a', after)] }),
    );
    expect(findings).toMatchObject({ came: [], went: [], notTested: [], changed: [{ what }] });
  });

  it('does not call another title, or other blanks and lines in another order, changed', () => {
    const { findings } = compareReports(
      report({ [IP]: [weakness('a', { result: 'x  y\nz', title: 'one' })] }),
      report({ [IP]: [weakness('a', { result: 'z\nx y\n', title: 'two' })] }),
    );
    expect(findings.changed).toEqual([]);
  });

  it('matches several findings of one check on one port', () => {
    const { findings } = compareReports(
      report({ [IP]: ['p', 'q', 'r'].map((result) => weakness('a', { result })) }),
      report({ [IP]: ['r', 'p'].map((result) => weakness('a', { result })) }),
    );
    expect(findings).toMatchObject({ came: [], changed: [], went: [{ result: 'q' }] });
  });

  it('tells the same check on two ports apart', () => {
    const { findings } = compareReports(
      report({ [IP]: [weakness('a', { port: 21 })] }),
      report({ [IP]: [weakness('a', { port: 2121 })] }),
    );
    expect(findings).toMatchObject({ came: [{ port: 2121 }], went: [{ port: 21 }] });
  });
});

describe('laws of comparison', () => {
  const finding = fc.record({
    id: fc.constantFrom('a', 'b', 'banner'),
    port: fc.constantFrom(21, 80),
    severity: fc.constantFrom(1, 3, 5),
    section: fc.constantFrom('vuln', 'practice', 'service'),
    result: fc.constantFrom('x', 'y'),
  });
  const hosts = fc
    .dictionary(fc.constantFrom('192.0.2.1', '192.0.2.2'), fc.array(finding, { maxLength: 5 }), {
      maxKeys: 2,
    })
    .map((found) =>
      Object.fromEntries(
        ['192.0.2.1', '192.0.2.2'].map((ip) => [
          ip,
          (found[ip] ?? []).map(({ id, ...rest }) => weakness(id, rest as Partial<Finding>)),
        ]),
      ),
    );

  it('a report compared with itself is the same, in any order of its findings', () => {
    fc.assert(
      fc.property(hosts, (found) => {
        const turned = Object.fromEntries(
          Object.entries(found).map(([ip, list]) => [ip, [...list].reverse()]),
        );
        const comparison = compareReports(report(found), report(turned));
        expect(comparison).toMatchObject({ verdict: 'same', change: 0 });
        expect(Object.values(comparison.findings).flat()).toEqual([]);
      }),
    );
  });

  it('swapping fully covered reports swaps came and went', () => {
    fc.assert(
      fc.property(hosts, hosts, (a, b) => {
        const there = compareReports(report(a), report(b));
        const back = compareReports(report(b), report(a));
        expect(there.change).toBe(0 - back.change + 0);
        expect(there.findings.came.length).toBe(back.findings.went.length);
        expect(there.findings.went.length).toBe(back.findings.came.length);
        expect(there.findings.changed.length).toBe(back.findings.changed.length);
      }),
    );
  });
});

it('lists the worst first, then by address as a number', () => {
  const list = [
    { ip: '192.0.2.10', id: 'b', severity: 3 as const },
    { ip: '192.0.2.9', id: 'a', severity: 3 as const, port: 80 },
    { ip: '192.0.2.9', id: 'z', severity: 3 as const, port: 22 },
    { ip: '192.0.2.200', id: 'c', severity: 5 as const },
  ];
  expect(worstFirst(list).map(({ id }) => id)).toEqual(['c', 'z', 'a', 'b']);
});

describe('what a report without coverage cannot tell', () => {
  const old = () => report({ [IP]: [portList(22, 80), weakness('a', { port: 80 })] }, {});

  it('is not gone when the report was interrupted', () => {
    const newer = report({ [IP]: [portList(22)] }, { head: header({ STATUS: 'INTERRUPTED' }) });
    expect(compareReports(old(), newer).ports).toMatchObject({ went: [], notTested: [{ port: 80 }] });
  });

  it('is not gone when only ports of another protocol are listed', () => {
    const newer = report({ [IP]: [{ ...portList(53), id: 'scan_udp' }] }, { head: header({}) });
    expect(compareReports(old(), newer).ports).toMatchObject({
      went: [],
      notTested: [{ port: 22 }, { port: 80 }],
    });
  });

  it('is gone when the report says, with blanks around it, that it is finished', () => {
    const newer = report({ [IP]: [portList(22)] }, { head: header({ STATUS: ' FINISHED\n' }) });
    expect(compareReports(old(), newer).findings).toMatchObject({
      went: [{ id: 'a', evidence: 'inferred' }],
      notTested: [],
    });
  });
});

it('compares many findings under one key in little time', () => {
  const many = (tail: string) =>
    report({ [IP]: Array.from({ length: 20_000 }, (_, i) => weakness('a', { result: `${i}${tail}` })) });
  expect(compareReports(many('x'), many('y')).findings.changed).toHaveLength(20_000);
});
