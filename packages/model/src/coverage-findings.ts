import type { Coverage, CoverageGap } from './coverage.js';
import type { Finding } from './finding.js';

/** The category under INFOS that carries a host's coverage. */
export const COVERAGE_CATEGORY = 'coverage';

const TESTED = 'coverage_tested';
const NOT_TESTED = 'coverage_not_tested';

/** What the first column of both tables is called. */
const HEADING = 'Subject';

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
      row(HEADING, 'Tested'),
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
            row(HEADING, 'Port', 'Reason'),
            ...coverage.gaps.map(({ subject, port, reason }) => row(subject, port ?? '', reason)),
          ],
        ),
      ]),
];

const entriesOf = (findings: readonly Finding[], id: string): readonly Finding[] =>
  findings.filter((finding) => finding.category === COVERAGE_CATEGORY && finding.id === id);

const rowsOf = (entries: readonly Finding[]): readonly (readonly string[])[] =>
  entries
    .flatMap((finding) => (finding.result ?? '').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'))
    .filter(([first = '']) => first.trim() !== HEADING);

/** A list of ports as we write it; undefined when it cannot be read. */
const asWritten = (text: string): string | undefined => {
  const items = text.split(',').map((item) => /^0*(\d{1,5})(?:-0*(\d{1,5}))?$/.exec(item));
  const isEach = items.every((item) => item !== null && Number(item[1]) <= Number(item[2] ?? item[1]));
  return isEach
    ? items.map((item) => (item ?? []).slice(1, 3).filter(Boolean).join('-')).join(',')
    : undefined;
};

/** A subject as we write it. One of ports that cannot be read is of all of its protocol, and one that lacks, of the host. */
const subjectOf = (text: string): string => {
  const [, protocol, list] = /^(host|tcp|udp)(?:\/(.*))?$/.exec(text.toLowerCase().replaceAll(' ', '')) ?? [];
  if (protocol === undefined) return text.trim() === '' ? 'host' : text.trim();
  const ports = list === undefined ? undefined : asWritten(list);
  return ports === undefined ? protocol : `${protocol}/${ports}`;
};

/** What was not tested, as others may have written it. A place that cannot be read may be any: then it is of all. */
const gapOf = ([subject = '', port = '', reason = '']: readonly string[]): CoverageGap => {
  const [, protocol = '', number] = /^(tcp|udp)\/0*(\d{1,5})$/i.exec(port.trim()) ?? [];
  const told = { subject: subjectOf(subject), reason };
  return number === undefined ? told : { ...told, port: `${protocol.toLowerCase()}/${number}` };
};

/**
 * The coverage that a host's findings carry; `undefined` when the report is not one that says. One that says only what
 * was not tested, or whose entries hold nothing, has tested nothing.
 */
export const coverageFromFindings = (findings: readonly Finding[]): Coverage | undefined => {
  const [tested, notTested] = [entriesOf(findings, TESTED), entriesOf(findings, NOT_TESTED)];
  if (tested.length + notTested.length === 0) return undefined;
  const rows = rowsOf(tested);
  const valueOf = (subject: string): string => rows.find(([name = '']) => name.trim() === subject)?.[1] ?? '';
  const attempt = valueOf('attempt');
  return {
    ...(/^[1-9][0-9]{0,5}$/.test(attempt) ? { attempt: Number(attempt) } : {}),
    tcp: valueOf('tcp'),
    udp: valueOf('udp'),
    checks: valueOf('checks')
      .split(' ')
      .filter((check) => check !== ''),
    gaps: rowsOf(notTested).map(gapOf),
  };
};
