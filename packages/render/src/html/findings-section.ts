import { plain } from '../plain.js';
import { placeOf, SECTION_NAMES } from '../report-facts.js';
import { reasonWords } from '../reason-words.js';
import type { Report, ReportedFields, ReportedFinding } from '../report.js';
import { stateWords } from '../state-words.js';
import { markup, type Markup } from './markup.js';
import { sanitised } from './sanitised.js';
import { acceptedNote, counted, serviceNote, severityBadge, verdictBadge } from './words.js';

const ORDER = ['vuln', 'practice', 'service', 'info'] as const;

const HEADINGS: Readonly<Record<ReportedFields['section'], string>> = {
  vuln: 'Vulnerabilities',
  practice: 'Potential vulnerabilities',
  service: 'Services',
  info: 'Information',
};

/** Evidence of more lines or characters than this is folded away. */
const LINES = 12;
const CHARACTERS = 1200;

const CVE = /^CVE-\d{4}-\d{4,}$/;

const weightOf = ({ finding, verdict }: ReportedFinding): number =>
  (finding.severity ?? 0) + (verdict === 'fixed' ? 0 : 10);

const cveLinks = (cve: readonly string[]): Markup =>
  markup`${cve.map((id) =>
    CVE.test(id)
      ? markup` <a href="https://nvd.nist.gov/vuln/detail/${id}" rel="noreferrer noopener">${id}</a>`
      : markup` ${id}`,
  )}`;

const evidence = (result: string | undefined): Markup | undefined => {
  if (result === undefined || result.trim() === '') return undefined;
  const text = plain(result);
  const lines = text.split('\n').length;
  return lines > LINES || text.length > CHARACTERS
    ? markup`<details><summary>Evidence, ${counted(lines, 'line')}</summary><pre>${text}</pre></details>`
    : markup`<pre>${text}</pre>`;
};

const paragraph = (heading: string, html: string | undefined): Markup | undefined =>
  html === undefined || html.trim() === ''
    ? undefined
    : markup`<h4>${heading}</h4><div>${sanitised(html)}</div>`;

const row = (
  one: ReportedFinding,
  became: string | undefined,
  names: ReadonlyMap<string, string>,
): Markup => {
  const { finding, verdict } = one;
  const { ip, id, section, severity, port, protocol } = finding;
  const name = names.get(ip);
  const facts = markup`data-section="${section}" data-ip="${ip}" data-id="${id}" data-severity="${severity}" data-port="${port}" data-protocol="${protocol}" data-verdict="${verdict}"`;
  return markup`<tr ${facts}><th scope="row" class="where">${placeOf(finding)}${name === undefined ? undefined : markup`<br><span class="facts">${name}</span>`}${serviceNote(one)}${acceptedNote(one)}</th>${
    became === undefined
      ? undefined
      : markup`<td>${verdict === undefined ? undefined : verdictBadge(verdict, stateWords(one))} <span class="facts">${reasonWords(one)}</span></td>`
  }<td class="number">${severityBadge(severity)}</td><td>${evidence(finding.result)}</td></tr>
`;
};

const check = (
  findings: readonly ReportedFinding[],
  became: string | undefined,
  names: ReadonlyMap<string, string>,
): Markup => {
  const [worst] = [...findings].sort((one, other) => weightOf(other) - weightOf(one));
  const told = worst?.finding;
  const text = (key: 'diagnosis' | 'consequence' | 'solution') =>
    findings.map(({ finding }) => finding[key]).find((html) => html !== undefined && html !== '');
  const cve = [...new Set(findings.flatMap(({ finding }) => finding.cve))];
  const solution = text('solution');
  const hosts = new Set(findings.map(({ finding }) => finding.ip)).size;
  return markup`<article class="check"><h3>${severityBadge(told?.severity)} ${told?.title}</h3>
<p class="facts">${told?.id}, ${told === undefined ? '' : SECTION_NAMES[told.section]}, ${told?.category}, ${counted(findings.length, 'finding')} on ${counted(hosts, 'host')}${cve.length === 0 ? undefined : markup`,${cveLinks(cve)}`}</p>
${solution === undefined ? undefined : markup`<div class="todo"><h4>What to do</h4><div>${sanitised(solution)}</div></div>`}
${paragraph('What was found', text('diagnosis'))}
${paragraph('What it may lead to', text('consequence'))}
<table class="stack"><caption>Where</caption><thead><tr><th scope="col">Host</th>${became === undefined ? undefined : markup`<th scope="col">${became}</th>`}<th scope="col" class="number">Severity</th><th scope="col">Evidence</th></tr></thead><tbody>
${findings.map((one) => row(one, became, names))}</tbody></table></article>`;
};

/** Every finding with its evidence and what to do about it: grouped by check, the worst first. */
export function* findingsSection({
  findings,
  hosts = [],
  trend,
}: Report): Generator<Markup, void, undefined> {
  const all = [...findings];
  const judged = all.some(({ verdict }) => verdict !== undefined);
  const heading = trend === undefined ? 'Since the older report' : 'State';
  const became = judged ? heading : undefined;
  const names = new Map(hosts.flatMap(({ ip, name }) => (name === undefined ? [] : [[ip, name] as const])));
  for (const section of ORDER) {
    const own = all.filter(({ finding }) => finding.section === section);
    if (own.length === 0) continue;
    const checks = [...Map.groupBy(own, ({ finding }) => finding.id).values()].sort(
      (one, other) => Math.max(...other.map(weightOf)) - Math.max(...one.map(weightOf)),
    );
    yield markup`<section id="${section}"><h2>${HEADINGS[section]}</h2>`;
    for (const findingsOfCheck of checks) yield check(findingsOfCheck, became, names);
    yield markup`</section>`;
  }
}
