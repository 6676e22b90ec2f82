import { acceptedUntil } from '../accepted-until.js';
import { cveCell } from '../cve-cell.js';
import { dateOf, isSimulated, placeOf, SECTION_NAMES, shortcomingsOf } from '../report-facts.js';
import { reasonWords } from '../reason-words.js';
import type { Report, ReportedFinding, ReportHeader } from '../report.js';
import { stateWords } from '../state-words.js';
import { tallyOf } from '../tally.js';
import { markdownText } from './markdown-text.js';

function* headOf(header: ReportHeader): Generator<string, void, undefined> {
  const facts = [header.ref, dateOf(header)].filter((fact) => fact !== undefined && fact !== '');
  if (facts.length > 0) yield `${facts.map((fact) => markdownText(fact ?? '')).join(', ')}\n\n`;
  if (isSimulated(header)) yield '**Simulated:** nobody was scanned for this.\n\n';
  for (const sentence of shortcomingsOf(header)) yield `**${markdownText(sentence)}**\n\n`;
}

const severityCell = ({ finding, before }: ReportedFinding): string => {
  const now = String(finding.severity ?? '-');
  return before?.severity === undefined || before.severity === finding.severity
    ? now
    : `${before.severity} → ${now}`;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/**
 * The findings of a report as Markdown: what it is of, the numbers, and a table. Nothing in it but what stands here is
 * markup, whatever a scanned host said of itself.
 */
export function* markdown({
  header,
  findings,
  trend,
  warnings = [],
}: Report): Generator<string, void, undefined> {
  yield `# ${header?.target === undefined ? 'Findings' : `Findings of ${markdownText(header.target)}`}\n\n`;
  if (header !== undefined) yield* headOf(header);
  for (const sentence of warnings) yield `**${markdownText(sentence)}**\n\n`;
  const history = trend !== undefined;
  const { total, verdicts, severities } = tallyOf(findings);
  if (total === 0) {
    yield 'No findings.\n';
    return;
  }
  if (severities.length > 0)
    yield `Vulnerabilities by severity: ${severities.map(([severity, count]) => `${severity}: ${count}`).join(', ')}\n\n`;
  if (verdicts.length > 0)
    yield `${history ? 'By state, active ones as the same' : 'Since the older report'}: ${verdicts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}\n\n`;
  const judged = verdicts.length > 0;
  const acceptances = [...findings].some(({ accepted }) => accepted !== undefined);
  const called = [...findings].some(({ finding }) => finding.status !== undefined);
  const columns = [
    ...(judged ? [history ? 'State' : 'Verdict'] : []),
    'Severity',
    'Where',
    'Kind',
    'Check',
    'Title',
    'CVE',
    ...(called ? ['Called'] : []),
    ...(acceptances ? ['Accepted until'] : []),
    ...(judged ? ['Reason'] : []),
  ];
  yield row(columns);
  yield row(columns.map((name) => (name === 'Severity' ? '--:' : '---')));
  for (const one of findings) {
    const { finding, accepted } = one;
    yield row([
      ...(judged ? [stateWords(one)] : []),
      severityCell(one),
      markdownText(placeOf(finding)),
      SECTION_NAMES[finding.section],
      markdownText(finding.id),
      markdownText(finding.title),
      markdownText(cveCell(finding.cve)),
      ...(called ? [markdownText(finding.status ?? '')] : []),
      ...(acceptances ? [accepted === undefined ? '' : acceptedUntil(accepted)] : []),
      ...(judged ? [markdownText(reasonWords(one))] : []),
    ]);
  }
}
