import { printable } from '../printable.js';
import type { Tally } from '../tally.js';
import { bars, type Bar } from './charts/bars.js';
import { markup, type Markup } from './markup.js';
import { counted, severityWords } from './words.js';

const SEVERITIES = [5, 4, 3, 2, 1] as const;
const HOSTS = 12;

const severityNumbers = (tally: Tally): Markup =>
  markup`<table class="numbers"><caption>Severities in numbers</caption><thead><tr><th scope="col">Severity</th><th scope="col" class="number">Vulnerabilities</th></tr></thead><tbody>${SEVERITIES.map(
    (severity) =>
      markup`<tr><th scope="row">${severityWords(severity)}</th><td class="number">${tally.severities.find(([step]) => step === severity)?.[1] ?? 0}</td></tr>`,
  )}</tbody></table>`;

const weight = (counts: readonly number[]): number =>
  counts.reduce((sum, count, severity) => sum + count * severity, 0);

const hostBars = (hosts: readonly (readonly [string, readonly number[]])[]): readonly Bar[] =>
  hosts.map(([ip, counts]) => ({
    name: printable(ip),
    parts: SEVERITIES.map((severity) => ({ count: counts[severity] ?? 0, colour: `s${severity}` })),
  }));

const hostNumbers = (hosts: readonly (readonly [string, readonly number[]])[]): Markup =>
  markup`<table class="numbers"><caption>Vulnerabilities of these hosts by severity</caption><thead><tr><th scope="col">Host</th>${SEVERITIES.map(
    (severity) => markup`<th scope="col" class="number">${severity}</th>`,
  )}</tr></thead><tbody>${hosts.map(
    ([ip, counts]) =>
      markup`<tr><th scope="row" class="address">${ip}</th>${SEVERITIES.map((severity) => markup`<td class="number">${counts[severity] ?? 0}</td>`)}</tr>`,
  )}</tbody></table>`;

/** How many vulnerabilities of each severity there are, and which hosts have them; each picture with its numbers. */
export const overviewSection = (tally: Tally): Markup | undefined => {
  if (tally.severities.length === 0) return undefined;
  const hosts = [...tally.hosts].sort(([, one], [, other]) => weight(other) - weight(one));
  const shown = hosts.slice(0, HOSTS);
  const told = tally.severities.map(([severity, count]) => `${count} of severity ${severityWords(severity)}`);
  const rest = hosts.length - shown.length;
  return markup`<section id="overview"><h2>Overview</h2>
<div class="charts">
<figure><figcaption>Vulnerabilities by severity</figcaption>${bars(
    SEVERITIES.map((severity) => ({
      name: severityWords(severity),
      parts: [
        { count: tally.severities.find(([step]) => step === severity)?.[1] ?? 0, colour: `s${severity}` },
      ],
    })),
    { id: 'severities', title: 'Vulnerabilities by severity', description: `${told.join(', ')}.` },
  )}${severityNumbers(tally)}</figure>
<figure><figcaption>${rest > 0 ? `The ${HOSTS} worst of ${hosts.length} hosts` : 'Hosts, the worst first'}</figcaption>${bars(
    hostBars(shown),
    {
      id: 'hosts',
      title: 'Vulnerabilities by host and severity',
      description: `${counted(hosts.length, 'host')} with vulnerabilities; the parts of a bar are severities 5 to 1 from left to right. The table below tells the numbers.`,
    },
  )}${hostNumbers(shown)}${
    rest > 0
      ? markup`<p class="facts">${counted(rest, 'more host')} with fewer are in the findings below.</p>`
      : undefined
  }</figure>
</div></section>`;
};
