import { acceptedUntil } from '../accepted-until.js';
import { plain } from '../plain.js';
import { printableLines } from '../printable.js';
import { patchLines } from '../service-words.js';
import { stateWords } from '../state-words.js';
import { csvLine } from '../csv-line.js';
import type { Report, ReportedFinding } from '../report.js';

const COLUMNS = [
  'verdict',
  'evidence',
  'reason',
  'section',
  'severity',
  'ip',
  'port',
  'protocol',
  'name',
  'id',
  'title',
  'cve',
  'category',
  'result',
  'diagnosis',
  'consequence',
  'solution',
  'accepted until',
  'state',
  'first seen',
  'last seen',
  'times found',
  'instance',
  'called',
  'pci',
  'virtual patches',
] as const;

const cellsOf = ({
  finding,
  verdict,
  evidence,
  reason,
  accepted,
  past,
}: ReportedFinding): readonly string[] => [
  verdict ?? '',
  evidence ?? '',
  printableLines(reason ?? ''),
  finding.section,
  String(finding.severity ?? ''),
  printableLines(finding.ip),
  String(finding.port ?? finding.unreadPort ?? ''),
  printableLines(finding.protocol ?? ''),
  printableLines(finding.fqdn ?? ''),
  printableLines(finding.id),
  printableLines(finding.title),
  printableLines(finding.cve.join(' ')),
  printableLines(finding.category),
  printableLines(finding.result ?? ''),
  plain(finding.diagnosis ?? ''),
  plain(finding.consequence ?? ''),
  plain(finding.solution ?? ''),
  accepted === undefined ? '' : acceptedUntil(accepted),
  past === undefined ? '' : stateWords({ finding, past }),
  past === undefined ? '' : new Date(past.firstSeen).toISOString(),
  past === undefined ? '' : new Date(past.lastSeen).toISOString(),
  String(past?.timesFound ?? ''),
  printableLines(finding.instance ?? ''),
  printableLines(finding.status ?? ''),
  printableLines(finding.pciFlag ?? ''),
  patchLines(finding).join('\n'),
];

/**
 * The findings of a report as comma-separated values (RFC 4180) under a line of column names. No cell begins a
 * formula, and none holds what a terminal would obey; HTML has become plain text.
 */
export function* findingsCsv({ findings }: Pick<Report, 'findings'>): Generator<string, void, undefined> {
  yield csvLine(COLUMNS);
  for (const finding of findings) yield csvLine(cellsOf(finding));
}
