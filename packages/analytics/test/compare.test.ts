import { compareReports, fixedBy, type JudgedFinding } from '@openguard/analytics';
import type { Coverage, Finding, HeaderItem, HostItem } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { COVERED, header, itemsOf, judgedOf, portList, report, snapshotOf, weakness } from './made-report.js';

const IP = '192.0.2.1';

describe('compareReports', () => {
  it('says what became of every port and finding, what needs attention first', () => {
    const comparison = compareReports(
      report({ [IP]: [portList(22, 21), weakness('a', { severity: 4 }), weakness('banner', { port: 22 })] }),
      report({
        [IP]: [portList(22, 80), weakness('b', { port: 80, severity: 2 }), weakness('banner', { port: 22 })],
      }),
    );
    expect(comparison).toMatchObject({ verdict: 'decreased', oldScore: 7, newScore: 5, change: -2 });
    expect(
      comparison.judged.map((one) => [one.verdict, one.kind === 'port' ? one.port.port : one.finding.id]),
    ).toEqual([
      ['new', 80],
      ['new', 'b'],
      ['fixed', 21],
      ['fixed', 'a'],
      ['same', 22],
      ['same', 'banner'],
    ]);
    expect(comparison.judged.map(({ evidence }) => evidence)).toEqual([
      undefined,
      undefined,
      'proven',
      'proven',
      undefined,
      undefined,
    ]);
    expect(comparison.totals).toMatchObject({
      findings: { new: 1, reopened: 0, changed: 0, 'not tested': 0, fixed: 1, same: 1 },
      ports: { new: 1, reopened: 0, changed: 0, 'not tested': 0, fixed: 1, same: 1 },
      score: { new: 2, fixed: -4, change: -2 },
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
    const { findings } = judgedOf(report({ [IP]: [weakness('a')] }), newer);
    expect(findings).toMatchObject([
      { verdict: 'not tested', finding: { id: 'a' }, reason: expect.stringMatching(reason) as unknown },
    ]);
  });

  it.each<[string, readonly Finding[], Partial<HostItem>, string | undefined, Partial<JudgedFinding>]>([
    ['lists the port', [portList(21)], {}, undefined, { verdict: 'fixed', evidence: 'inferred' }],
    [
      'lists the port',
      [portList(21)],
      { status: 'Finish' },
      ' FINISHED\n',
      { verdict: 'fixed', evidence: 'inferred' },
    ],
    ['has something at the port', [weakness('b')], {}, undefined, { verdict: 'fixed', evidence: 'inferred' }],
    [
      'lists other ports',
      [portList(22)],
      {},
      undefined,
      {
        verdict: 'not tested',
        reason: 'the report does not list tcp port 21: it is closed, or was not reached',
      },
    ],
    [
      'found the host down',
      [portList(21)],
      { status: 'down' },
      undefined,
      { verdict: 'not tested', reason: 'the host was down' },
    ],
    [
      'says something else of the host',
      [portList(21)],
      { status: 'Lost' },
      undefined,
      { verdict: 'not tested', reason: 'the report says Lost of the host' },
    ],
    [
      'was cancelled',
      [portList(21)],
      {},
      'CANCELED',
      { verdict: 'not tested', reason: 'the report says CANCELED' },
    ],
  ])('judges by a report of another origin that %s', (_, findings, host, status, verdict) => {
    const older = report({ [IP]: [weakness('a')] }, {});
    const newer = report(
      { [IP]: findings },
      { head: header(status === undefined ? {} : { STATUS: status }), host },
    );
    expect(judgedOf(older, newer).findings).toContainEqual(
      expect.objectContaining({ finding: expect.objectContaining({ id: 'a' }) as unknown, ...verdict }),
    );
  });

  it.each<[string, readonly string[]]>([
    ['first', ['down', 'Finish']],
    ['last', ['Finish', 'down']],
  ])('of a host that stands there twice in a row and is down %s, absences prove nothing', (_, statuses) => {
    const parts = statuses.flatMap((status) =>
      itemsOf({ [IP]: [portList(21)] }, { host: { status } }).slice(1),
    );
    const [judged] = judgedOf(report({ [IP]: [weakness('a')] }), snapshotOf([header(), ...parts])).findings;
    expect(judged).toMatchObject({ verdict: 'not tested', reason: 'the host was down' });
  });

  it('of a host that stands there twice in a row each part proves what it looked for itself', () => {
    const part = (tcp: string, checks: readonly string[]) =>
      itemsOf({ [IP]: [] }, { coverage: { ...COVERED, tcp, checks } }).slice(1);
    const [wide, narrow] = [part('1-21', ['a', 'b']), part('22-30', ['b'])];
    const older = report({ [IP]: [weakness('a'), weakness('a', { port: 25 })] });
    for (const parts of [
      [...wide, ...narrow],
      [...narrow, ...wide],
    ])
      expect(
        judgedOf(older, snapshotOf([header(), ...parts]))
          .findings.map(({ verdict }) => verdict)
          .sort(),
      ).toEqual(['fixed', 'not tested']);
  });

  it('does not call fixed what a host does not show that is said to be down, whatever was tested', () => {
    const older = report({ [IP]: [portList(21), weakness('a')] });
    const newer = report({ [IP]: [] }, { coverage: COVERED, host: { status: 'down' } });
    const { findings, ports } = judgedOf(older, newer);
    for (const judged of [...findings, ...ports])
      expect(judged).toMatchObject({ verdict: 'not tested', reason: 'the host was down' });
    expect([findings.length, ports.length]).toEqual([1, 1]);
  });

  it.each<[Partial<Finding>, Partial<Finding>, readonly string[], string]>([
    [{ severity: 2 }, { severity: 4 }, ['severity'], 'severity 2 → 4'],
    [{ section: 'practice' }, { section: 'vuln' }, ['confirmed'], 'practice confirmed'],
    [{ section: 'vuln' }, { section: 'practice' }, ['doubted'], 'vulnerability doubted'],
    [{ result: 'x' }, { result: 'y' }, ['result'], 'other result'],
    [
      { section: 'practice', severity: 3, result: 'x' },
      { section: 'vuln', severity: 4, result: 'y' },
      ['severity', 'confirmed', 'result'],
      'severity 3 → 4, practice confirmed, other result',
    ],
  ])('calls %j, then %j, changed', (before, after, what, reason) => {
    const { findings } = judgedOf(
      report({ [IP]: [weakness('a', before)] }),
      report({ [IP]: [weakness('a', after)] }),
    );
    expect(findings).toMatchObject([{ verdict: 'changed', what, reason, before, finding: after }]);
  });

  it('does not call another title, or other blanks and lines in another order, changed', () => {
    const { findings } = judgedOf(
      report({ [IP]: [weakness('a', { result: 'x  y\nz', title: 'one' })] }),
      report({ [IP]: [weakness('a', { result: 'z\nx y\n', title: 'two' })] }),
    );
    expect(findings).toMatchObject([{ verdict: 'same', finding: { title: 'two' } }]);
  });

  it('matches several findings of one check on one port, those with the same result before others', () => {
    const { findings } = judgedOf(
      report({ [IP]: ['p', 'q', 'r'].map((result) => weakness('a', { result })) }),
      report({ [IP]: [weakness('a', { result: 'r' }), weakness('a', { result: 'p', severity: 5 })] }),
    );
    expect(findings.map(({ verdict, finding }) => [verdict, finding.result])).toEqual([
      ['changed', 'p'],
      ['fixed', 'q'],
      ['same', 'r'],
    ]);
  });

  it('tells the same check on two ports apart', () => {
    const { findings } = judgedOf(
      report({ [IP]: [weakness('a', { port: 21 })] }),
      report({ [IP]: [weakness('a', { port: 2121 })] }),
    );
    expect(findings).toMatchObject([
      { verdict: 'new', finding: { port: 2121 } },
      { verdict: 'fixed', finding: { port: 21 } },
    ]);
  });

  it('calls reopened what had been fixed, and new what the older report may not have looked for', () => {
    const older = report({ [IP]: [] }, { coverage: { ...COVERED, checks: ['a'] } });
    const newer = report({ [IP]: [weakness('a'), weakness('b')], '192.0.2.2': [weakness('a')] });
    const asked: string[] = [];
    const wasFixed = (identity: string): boolean => {
      asked.push(identity);
      return identity === '["192.0.2.1","vuln","a","tcp/21",""]';
    };
    const { findings } = judgedOf(older, newer, { wasFixed });
    expect(asked).toHaveLength(3);
    expect(findings.map(({ verdict, finding, reason }) => [verdict, finding.id, reason])).toEqual([
      ['reopened', 'a', 'it had been fixed, and is there again'],
      ['new', 'b', 'the older report did not look for it: the check b did not run'],
      ['new', 'a', 'the older report did not look for it: the host is not in the report'],
    ]);
    expect(
      judgedOf(report({ [IP]: [weakness('a')] }), report({ [IP]: [weakness('a')] }), { wasFixed }),
    ).toMatchObject({ findings: [{ verdict: 'same' }] });
  });

  it('knows what had been fixed, also past a report that did not look', () => {
    const [seen, absent] = [report({ [IP]: [weakness('a')] }), report({ [IP]: [] })];
    const silent = report({ '192.0.2.9': [] });
    const verdictAfter = (...earlier: readonly (typeof seen)[]) =>
      judgedOf(earlier.at(-1) ?? absent, seen, { wasFixed: fixedBy(earlier) }).findings.map(
        ({ verdict }) => verdict,
      );
    expect(verdictAfter(seen, silent, absent)).toEqual(['reopened']);
    expect(verdictAfter(seen, absent, silent)).toEqual(['reopened']);
    expect(verdictAfter(seen, silent)).toEqual(['new']);
    expect(verdictAfter(silent, absent)).toEqual(['new']);
    expect(verdictAfter(seen, absent, seen)).toEqual(['same']);
  });
});

it('compares many findings under one key in little time', () => {
  const many = (tail: string) =>
    report({ [IP]: Array.from({ length: 20_000 }, (_, i) => weakness('a', { result: `${i}${tail}` })) });
  expect(compareReports(many('x'), many('y')).totals.findings).toMatchObject({ changed: 20_000, same: 0 });
});

it('refuses records that are not sorted', () => {
  const sorted = report({ [IP]: [weakness('a'), weakness('b')] });
  const shuffled = { ...sorted, records: sorted.records.toReversed() };
  expect(() => compareReports(sorted, shuffled)).toThrow(RangeError);
});

const nowhereOf = ({ port, ...rest }: Finding): Finding => ({ ...rest, unreadPort: `${port} or so` });

it('never calls fixed what stands in a place that nobody can tell', () => {
  const nowhere = nowhereOf(weakness('a'));
  const { judged } = compareReports(report({ [IP]: [nowhere] }), report({ [IP]: [] }));
  expect(judged.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['not tested', 'nobody can tell where it is: "21 or so" is no port'],
  ]);
  expect(compareReports(report({ [IP]: [nowhere] }), report({ [IP]: [nowhere] })).totals.findings.same).toBe(
    1,
  );
});

it('calls not tested what stood at one of several ports that did not answer', () => {
  const gaps = [{ subject: 'tcp/20-22,80', reason: 'The ports did not answer.' }];
  const newer = report({ [IP]: [] }, { coverage: { ...COVERED, tcp: '1-19,23-79,81-65535', gaps } });
  const before = report({ [IP]: [weakness('a'), weakness('a', { port: 80 }), weakness('a', { port: 81 })] });
  const told = compareReports(before, newer).judged.flatMap((one) =>
    one.kind === 'finding' ? [[one.finding.port, one.verdict, one.reason]] : [],
  );
  expect(told).toEqual([
    [21, 'not tested', 'The ports did not answer'],
    [80, 'not tested', 'The ports did not answer'],
    [81, 'fixed', expect.any(String)],
  ]);
});
