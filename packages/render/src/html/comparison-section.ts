import { VERDICTS } from '@openguard/analytics';
import { placeOf } from '../report-facts.js';
import { reasonWords } from '../reason-words.js';
import type { Report, ReportedComparison, ReportedFinding } from '../report.js';
import type { Tally } from '../tally.js';
import { bars } from './charts/bars.js';
import { markup, type Markup } from './markup.js';
import { acceptedNote, counted, severityBadge, verdictBadge } from './words.js';

const signed = (change: number): string => (change > 0 ? `+${change}` : String(change));

const sentence = ({ oldScore, newScore }: ReportedComparison): string => {
  const change = newScore - oldScore;
  if (change === 0) return `The score is the same: ${newScore}.`;
  return `The score has ${change > 0 ? 'increased' : 'decreased'} from ${oldScore} to ${newScore} (${signed(change)}).`;
};

const row = (one: ReportedFinding): Markup => {
  const { finding, verdict = '', before } = one;
  const was =
    before?.severity === undefined || before.severity === finding.severity
      ? undefined
      : markup`<span title="before">${severityBadge(before.severity)} → </span>`;
  return markup`<tr><td>${verdictBadge(verdict)}</td><td class="nowrap">${was}${severityBadge(finding.severity)}</td><td>${finding.title}</td><td class="where">${placeOf(finding)}</td><td>${reasonWords(one)}${acceptedNote(one)}</td></tr>
`;
};

const numbers = (tally: Tally): Markup =>
  markup`<table class="numbers"><caption>Verdicts in numbers</caption><thead><tr><th scope="col">Verdict</th><th scope="col" class="number">Findings</th></tr></thead><tbody>${VERDICTS.map(
    (verdict) =>
      markup`<tr><th scope="row">${verdict}</th><td class="number">${tally.verdicts.find(([name]) => name === verdict)?.[1] ?? 0}</td></tr>`,
  )}</tbody></table>`;

/** What became of the findings between two reports: the sentence, the numbers, and what is not the same. */
export const comparisonSection = (report: Report, tally: Tally): Markup | undefined => {
  const { comparison, findings } = report;
  if (comparison === undefined) return undefined;
  const untested = tally.verdicts.find(([verdict]) => verdict === 'not tested')?.[1] ?? 0;
  const differing = VERDICTS.filter((verdict) => verdict !== 'same').flatMap((verdict) =>
    [...findings].filter((one) => one.verdict === verdict),
  );
  const total = tally.verdicts.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return markup`<section id="changes"><h2>What changed</h2>
<p><strong>${sentence(comparison)}</strong></p>
${comparison.explanation?.map((line) => markup`<p>${line}</p>`)}
${
  untested === 0
    ? undefined
    : markup`<p class="warning">${counted(untested, 'finding')} of the older report ${untested === 1 ? 'was' : 'were'} not tested again. That is no gain.</p>`
}
<div class="charts"><figure><figcaption>Verdicts</figcaption>${bars(
    VERDICTS.map((verdict) => ({
      name: verdict,
      parts: [
        {
          count: tally.verdicts.find(([name]) => name === verdict)?.[1] ?? 0,
          colour: verdict.replace(' ', '-'),
        },
      ],
    })),
    {
      id: 'verdicts',
      title: 'Findings by verdict',
      description: total === '' ? 'No findings.' : `${total}.`,
    },
  )}</figure>${numbers(tally)}</div>
${
  differing.length === 0
    ? markup`<p>No finding came, went or changed.</p>`
    : markup`<table class="stack"><caption>All that is not the same</caption><thead><tr><th scope="col">Verdict</th><th scope="col">Severity</th><th scope="col">Finding</th><th scope="col">Where</th><th scope="col">Why</th></tr></thead><tbody>
${differing.map(row)}</tbody></table>`
}</section>`;
};
