import type { Coverage, CoverageGap } from './coverage.js';
import type { Finding } from './finding.js';

/** The category under INFOS that carries a host's coverage. */
export const COVERAGE_CATEGORY = 'coverage';

const TESTED = 'coverage_tested';
const NOT_TESTED = 'coverage_not_tested';

const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');
const row = (...cells: readonly string[]): string => cells.map(cell).join('\t');

const table = (id: string, title: string, diagnosis: string, rows: readonly string[]): Finding => ({
  section: 'info',
  id,
  title,
  cve: [],
  category: COVERAGE_CATEGORY,
  diagnosis,
  result: rows.join('\n'),
  resultFormat: 'table',
});

/**
 * A host's coverage as the two INFO entries that its report carries: `coverage_tested`, a table of subject and
 * what was tested, and `coverage_not_tested`, a table of subject, port and reason.
 */
export const coverageToFindings = (coverage: Coverage): readonly Finding[] => [
  table(
    TESTED,
    'What was tested',
    'Only what is listed here was tested; nothing else can be concluded from its absence.',
    [
      row('Subject', 'Tested'),
      row('tcp', coverage.tcp),
      row('udp', coverage.udp),
      row('checks', coverage.checks.join(' ')),
      ...(coverage.attempt === undefined ? [] : [row('attempt', String(coverage.attempt))]),
    ],
  ),
  ...(coverage.gaps.length === 0
    ? []
    : [
        table(
          NOT_TESTED,
          'What was not tested',
          'Each entry was left out of this scan for the reason given.',
          [
            row('Subject', 'Port', 'Reason'),
            ...coverage.gaps.map(({ subject, port, reason }) => row(subject, port ?? '', reason)),
          ],
        ),
      ]),
];

const rowsOf = (findings: readonly Finding[], id: string): readonly (readonly string[])[] =>
  findings
    .filter((finding) => finding.category === COVERAGE_CATEGORY && finding.id === id)
    .flatMap((finding) => (finding.result ?? '').split('\n').slice(1))
    .map((line) => line.split('\t'));

/** The coverage that a host's findings carry; `undefined` when the report is not one that says. */
export const coverageFromFindings = (findings: readonly Finding[]): Coverage | undefined => {
  const tested = rowsOf(findings, TESTED);
  if (tested.length === 0) return undefined;
  const valueOf = (subject: string): string => tested.find(([name]) => name === subject)?.[1] ?? '';
  const gaps: CoverageGap[] = rowsOf(findings, NOT_TESTED).map(([subject = '', port = '', reason = '']) =>
    port === '' ? { subject, reason } : { subject, port, reason },
  );
  const attempt = valueOf('attempt');
  return {
    ...(/^[1-9][0-9]{0,5}$/.test(attempt) ? { attempt: Number(attempt) } : {}),
    tcp: valueOf('tcp'),
    udp: valueOf('udp'),
    checks: valueOf('checks')
      .split(' ')
      .filter((check) => check !== ''),
    gaps,
  };
};
