import { expect, it } from 'vitest';
import { historyReport, renderReport, type HistoryFinding } from './index.js';

const DAY = 86_400_000;

const finding = (more: Partial<HistoryFinding> = {}): HistoryFinding => ({
  ...{ ip: '192.0.2.1', key: 'k', id: 'ftp_anonymous', title: 'Anonymous FTP', cve: [], category: 'ftp' },
  ...{ section: 'vuln', severity: 3, state: 'active', port: 21, protocol: 'tcp' },
  ...{ firstSeen: 0, lastSeen: 8 * DAY, lastTested: 8 * DAY, timesFound: 2, openedAt: 0 },
  ...more,
});

const report = historyReport({
  ...{ target: 'all hosts', simulated: true, warnings: ['only a part of <b> was taken in'] },
  findings: [
    finding(),
    finding({ state: 'fixed', fixedAt: 9 * DAY, evidence: 'inferred', severity: 0 }),
    finding({ untested: { at: 10 * DAY, reason: 'the host did not answer' }, state: 'reopened' }),
  ],
  trend: [1, 2].map((week) => ({
    to: week * 7 * DAY,
    ...{ score: 3, open: { 1: 0, 2: 0, 3: 1, 4: 0, 5: 0 }, practices: 0, opened: 1, reopened: 0, fixed: 1 },
    ...(week === 1 ? {} : { daysToFix: 9 }),
  })),
  textsOf: () => ({ solution: 'Switch <b>it</b> off.' }),
});

it('tells states as verdicts, with when and how often findings were found', () => {
  expect(
    [...report.findings].map(({ verdict, reason, finding: { severity } }) => [verdict, reason, severity]),
  ).toEqual([
    ['same', 'found 2 times from 1970-01-01 to 1970-01-09', 3],
    ['fixed', 'found 2 times from 1970-01-01 to 1970-01-09; gone on 1970-01-10', undefined],
    [
      'reopened',
      'found 2 times from 1970-01-01 to 1970-01-09; not tested on 1970-01-11: the host did not answer',
      3,
    ],
  ]);
});

it.each([
  [
    'html',
    /History of findings: all hosts[^]*Simulated[^]*only a part of &lt;b&gt;[^]*id="trend-fix-title"[^]*reopened \?/,
  ],
  ['markdown', /\*\*only a part of[^]*\| State \|[^]*\| reopened \? \|/],
  ['csv', /reopened,[^\r]*,reopened \?,1970-01-01T00:00:00.000Z,1970-01-09T00:00:00.000Z,2,,,,\r\n/],
  ['sarif', /"executionSuccessful":false[^]*/],
  ['junit', /tests="3" failures="2"/],
] as const)('is shown as %s', async (format, pattern) => {
  expect([...(await renderReport(format, report))].join('')).toMatch(pattern);
});
