import { dateOf, isSimulated, shortcomingsOf } from '../report-facts.js';
import type { Report, ReportHeader } from '../report.js';
import type { Tally } from '../tally.js';
import { markup, type Markup } from './markup.js';
import { counted, severityWords } from './words.js';

/** What a page of a report is called. */
export const titleOf = ({ header, comparison, trend }: Report): string => {
  const report = trend === undefined ? 'Security report' : 'History of findings';
  const what = comparison === undefined ? report : 'What changed';
  return header?.target === undefined || header.target === '' ? what : `${what}: ${header.target}`;
};

const nameOf = (header: ReportHeader): string =>
  [header.title, header.ref, dateOf(header)].filter((fact) => fact !== undefined && fact !== '').join(', ');

const tile = (value: string | number, label: string): Markup =>
  markup`<li><b>${value}</b> <span>${label}</span></li>`;

const tiles = (report: Report, { severities, hosts }: Tally): Markup => {
  const vulnerabilities = severities.reduce((sum, [, count]) => sum + count, 0);
  const score = severities.reduce((sum, [severity, count]) => sum + severity * count, 0);
  const [worst] = severities[0] ?? [];
  const scanned = report.hosts?.length;
  return markup`<ul class="tiles">
${tile(vulnerabilities.toLocaleString('en'), vulnerabilities === 1 ? 'vulnerability' : 'vulnerabilities')}
${worst === undefined ? undefined : tile(severityWords(worst), 'worst severity')}
${tile((report.comparison?.newScore ?? score).toLocaleString('en'), 'score, the sum of severities')}
${
  scanned === undefined
    ? tile(hosts.size, hosts.size === 1 ? 'host with vulnerabilities' : 'hosts with vulnerabilities')
    : tile(`${hosts.size} of ${scanned}`, 'hosts have vulnerabilities')
}
</ul>`;
};

/** The head of a page: what the report is of, what it lacks, and the numbers. */
export const headerSection = (report: Report, tally: Tally): Markup => {
  const { header, comparison } = report;
  const warnings = [...(header === undefined ? [] : shortcomingsOf(header)), ...(report.warnings ?? [])];
  const simulated = header !== undefined && isSimulated(header);
  return markup`<header><h1>${titleOf(report)}</h1>
${header === undefined ? undefined : markup`<p class="facts">${nameOf(header)}</p>`}
${comparison === undefined ? undefined : markup`<p class="facts">compared with ${nameOf(comparison.older)}</p>`}
${simulated ? markup`<p class="warning"><strong>Simulated.</strong> Nobody was scanned for this report.</p>` : undefined}
${warnings.map((sentence) => markup`<p class="warning">${sentence}</p>`)}
${tiles(report, tally)}
${tally.total === 0 ? markup`<p>${counted(0, 'finding')}.</p>` : undefined}</header>`;
};
