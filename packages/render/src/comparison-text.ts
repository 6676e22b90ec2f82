import {
  VERDICTS,
  type AcceptableFinding,
  type Comparison,
  type Judged,
  type Totals,
} from '@openguard/analytics';
import type { Acceptance } from '@openguard/model';
import { acceptedUntil } from './accepted-until.js';
import { printable, titled } from './printable.js';
import { shortPlaceOf } from './report-facts.js';
import { scorePartsText, scoreSentence } from './score-sentence.js';
import { scoreTable } from './score-table.js';
import { table } from './table.js';

type Verdict = Judged['verdict'];

/** Tells until when the risk of a finding is accepted, if it is. */
type AcceptedBy = (finding: AcceptableFinding) => Pick<Acceptance, 'until'> | undefined;

const NOT_ACCEPTED: AcceptedBy = () => undefined;

const SIGNS: Readonly<Record<Verdict, string>> = {
  new: '+',
  reopened: '!',
  changed: '~',
  'not tested': '?',
  fixed: '-',
  same: '=',
};

/** Verdicts that stand under one heading have one here. */
const HEADINGS: Readonly<Record<Verdict, string>> = {
  new: 'New and reopened, the worst first:',
  reopened: 'New and reopened, the worst first:',
  changed: 'Changed:',
  'not tested': 'Not tested again, which is no gain:',
  fixed: 'Fixed:',
  same: 'The same:',
};

const subjectText = (judged: Judged): string => {
  if (judged.kind === 'port') {
    const { ip, port, protocol, service } = judged.port;
    return `port ${port}/${protocol} on ${printable(ip)} (${printable(service)})`;
  }
  const { section, severity, id, title } = judged.finding;
  const how = severity === undefined ? '' : `, severity ${severity}`;
  return `${section} ${printable(id)} on ${shortPlaceOf(judged.finding)}${how}${titled(title)}`;
};

/** What there is to add to the verdict itself. */
const remarkOf = ({ verdict, evidence, mayBeOlder, reason }: Judged): string => {
  switch (verdict) {
    case 'new':
      return mayBeOlder === true ? ` (${printable(reason)})` : '';
    case 'reopened':
    case 'changed':
      return ` (${printable(reason)})`;
    case 'not tested':
      return `: ${printable(reason)}`;
    case 'fixed':
      return evidence === 'inferred' ? ' (inferred)' : '';
    case 'same':
      return '';
  }
};

const acceptedText = (judged: Judged, acceptedBy: AcceptedBy): string => {
  const accepted = judged.kind === 'port' ? undefined : acceptedBy(judged.finding);
  return accepted === undefined ? '' : ` [risk accepted until ${acceptedUntil(accepted)}]`;
};

function* judgementTexts(
  judged: Iterable<Judged>,
  acceptedBy: AcceptedBy,
): Generator<string, void, undefined> {
  let heading = '';
  for (const one of judged) {
    if (one.verdict === 'same') continue;
    if (HEADINGS[one.verdict] !== heading) {
      heading = HEADINGS[one.verdict];
      yield `\n${heading}\n`;
    }
    yield `${SIGNS[one.verdict]} ${subjectText(one)}${remarkOf(one)}${acceptedText(one, acceptedBy)}\n`;
  }
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const countTable = ({ findings, ports, inferred }: Totals): string =>
  table(
    [{ heading: '' }, ...VERDICTS.map((verdict) => ({ heading: verdict.toUpperCase(), numeric: true }))],
    [
      ['findings', ...VERDICTS.map((verdict) => String(findings[verdict]))],
      ['ports', ...VERDICTS.map((verdict) => String(ports[verdict]))],
    ],
  ) + (inferred === 0 ? '' : `${plural(inferred, 'finding')} fixed by inference, not by proof.\n`);

const isUnchanged = ({ findings, ports }: Totals): boolean =>
  VERDICTS.every((verdict) => verdict === 'same' || findings[verdict] + ports[verdict] === 0);

/**
 * How two reports differ, for people, text by text: the sentence, what the change of score is made of, how many there
 * are of each verdict, where the change comes from, and then what needs attention, first things first.
 *
 * @param acceptedBy says of a finding until when its risk is accepted
 */
export function* comparisonText(
  comparison: Comparison,
  acceptedBy: AcceptedBy = NOT_ACCEPTED,
): Generator<string, void, undefined> {
  const { totals, judged } = comparison;
  const { score, findings, ports, untestedVulnerabilities: untested } = totals;
  yield `${scoreSentence(comparison)}\n`;
  if (isUnchanged(totals)) {
    const [same, open] = [plural(findings.same, 'finding'), plural(ports.same, 'port')];
    yield `No port or finding came, went or changed; ${same} and ${open} are the same.\n`;
    return;
  }
  const parts = scorePartsText(score);
  if (parts !== '') yield `It is made of ${parts}.\n`;
  if (untested > 0)
    yield `Not tested again: ${plural(untested, 'vulnerability', 'vulnerabilities')}, ${score.notTested}, which is no gain.\n`;
  yield `\n${countTable(totals)}`;
  for (const shares of [scoreTable('HOST', score, score.byHost), scoreTable('CHECK', score, score.byCheck)]) {
    if (shares !== '') yield `\n${shares}`;
  }
  yield* judgementTexts(judged, acceptedBy);
}
