import { acceptedUntil } from '../accepted-until.js';
import type { ReportedFinding } from '../report.js';
import { serviceWords } from '../service-words.js';
import { markup, type Markup } from './markup.js';

/** What a severity is called, from 1 to 5. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'minimal',
  2: 'medium',
  3: 'serious',
  4: 'critical',
  5: 'urgent',
};

/** A severity in words, such as `5, urgent`. */
export const severityWords = (severity: number): string =>
  NAMES[severity] === undefined ? 'without severity' : `${severity}, ${NAMES[severity]}`;

/** A severity as a number on its colour; screen readers hear what the number is. */
export const severityBadge = (severity: number | undefined): Markup =>
  severity === undefined
    ? markup`<span class="severity s0" title="without severity">–</span>`
    : markup`<span class="severity s${severity}" title="severity ${severityWords(severity)}">${severity}</span>`;

/** A verdict as a word with a coloured edge, or in other words. */
export const verdictBadge = (verdict: string, words = verdict): Markup =>
  markup`<span class="verdict ${verdict.replace(' ', '-')}">${words}</span>`;

/** Until when a risk is accepted, by whom and why; nothing for one that is not. */
export const acceptedNote = ({ accepted }: ReportedFinding): Markup | undefined =>
  accepted === undefined
    ? undefined
    : markup`<br><span class="facts accepted">Risk accepted until ${acceptedUntil(accepted)} by ${accepted.owner}: ${accepted.reason}</span>`;

/** What the service itself says of a finding; nothing where it says nothing. */
export const serviceNote = ({ finding }: ReportedFinding): Markup =>
  markup`${serviceWords(finding).map((sentence) => markup`<br><span class="facts">${sentence}</span>`)}`;

/** A number with its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
