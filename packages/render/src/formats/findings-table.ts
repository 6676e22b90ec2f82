import { acceptedUntil } from '../accepted-until.js';
import { cveCell } from '../cve-cell.js';
import { reasonWords } from '../reason-words.js';
import { hostCell, portCell } from '../report-facts.js';
import type { Report } from '../report.js';
import { table } from '../table.js';

const COLUMNS = [
  { heading: 'HOST' },
  { heading: 'SEVERITY', numeric: true },
  { heading: 'PORT', numeric: true },
  { heading: 'ID' },
  { heading: 'CVE' },
  { heading: 'TITLE' },
];

/**
 * The findings of a report as a table for a terminal. Where more than vulnerabilities are shown, a column says what
 * each is; where two reports were compared, one says what became of it, and the last one why; where a service tells what
 * it calls a finding, one says that; where risks are accepted, one says until when.
 */
export function* findingsTable({ findings }: Pick<Report, 'findings'>): Generator<string, void, undefined> {
  const all = [...findings];
  const judged = all.some(({ verdict }) => verdict !== undefined);
  const mixed = all.some(({ finding }) => finding.section !== 'vuln');
  const called = all.some(({ finding }) => finding.status !== undefined);
  const acceptances = all.some(({ accepted }) => accepted !== undefined);
  const columns = [
    ...(judged ? [{ heading: 'VERDICT' }] : []),
    ...(mixed ? [{ heading: 'KIND' }] : []),
    ...COLUMNS,
    ...(called ? [{ heading: 'CALLED' }] : []),
    ...(acceptances ? [{ heading: 'ACCEPTED UNTIL' }] : []),
    ...(judged ? [{ heading: 'REASON' }] : []),
  ];
  const rows = all.map(({ finding, verdict = '-', accepted, ...one }) => [
    ...(judged ? [verdict] : []),
    ...(mixed ? [finding.section] : []),
    hostCell(finding),
    String(finding.severity ?? '-'),
    portCell(finding),
    finding.id,
    cveCell(finding.cve),
    finding.title,
    ...(called ? [finding.status ?? '-'] : []),
    ...(acceptances ? [accepted === undefined ? '-' : acceptedUntil(accepted)] : []),
    ...(judged ? [reasonWords(one)] : []),
  ]);
  yield rows.length === 0 ? 'No findings.\n' : table(columns, rows);
}
