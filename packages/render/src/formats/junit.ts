import { isCalledFixed } from '@openguard/analytics';
import { endTag, startTag, writeElement, XML_DECLARATION, type XmlElement } from '@openguard/xml';
import { acceptedUntil } from '../accepted-until.js';
import { plain } from '../plain.js';
import { printable, titled } from '../printable.js';
import { placeOf, SECTION_NAMES } from '../report-facts.js';
import { reasonWords } from '../reason-words.js';
import type { Report, ReportedFinding } from '../report.js';
import { serviceWords } from '../service-words.js';

type Outcome = 'failure' | 'skipped' | 'passed';

/** Without a condition of the user's, what is a vulnerability now fails. */
const outcomeOf = (one: ReportedFinding, { gate }: Report): Outcome => {
  if (gate?.holds(one) === true) return 'failure';
  if (gate?.letsThrough(one) === true) return 'skipped';
  if (one.verdict === 'not tested') return 'skipped';
  if (gate !== undefined) return 'passed';
  if (one.finding.section !== 'vuln' || one.verdict === 'fixed' || isCalledFixed(one.finding))
    return 'passed';
  return one.accepted === undefined ? 'failure' : 'skipped';
};

/** Why nobody is to be alarmed. */
const skippedFor = ({ accepted, verdict, reason }: ReportedFinding): string => {
  const until = accepted === undefined ? '' : `its risk is accepted until ${acceptedUntil(accepted)}`;
  const untested = verdict === 'not tested' || until === '' ? printable(reason ?? 'not tested') : '';
  return [until, untested].filter((words) => words !== '').join('; ');
};

const element = (
  tagName: string,
  attributes: XmlElement['attributes'],
  children: XmlElement['children'] = [],
): XmlElement => ({ tagName, attributes, children });

const paragraph = (heading: string, html: string | undefined): readonly string[] =>
  html === undefined || html === '' ? [] : [`${heading}: ${plain(html)}`];

const wordsOf = (one: ReportedFinding): string => {
  const { finding, verdict, accepted } = one;
  return [
    ...(verdict === undefined ? [] : [`${verdict}: ${printable(reasonWords(one))}`]),
    ...(accepted === undefined ? [] : [`Accepted until ${acceptedUntil(accepted)}`]),
    ...serviceWords(finding),
    ...(finding.cve.length === 0 ? [] : [printable(finding.cve.join(' '))]),
    ...paragraph('Diagnosis', finding.diagnosis),
    ...paragraph('Consequence', finding.consequence),
    ...paragraph('Solution', finding.solution),
    ...paragraph('Result', finding.result),
  ].join('\n');
};

const headline = ({ finding, verdict }: ReportedFinding): string => {
  const severity = finding.severity === undefined ? '' : `, severity ${finding.severity}`;
  const what = `${SECTION_NAMES[finding.section]}${severity}${titled(finding.title)}`;
  return verdict === undefined ? what : `${verdict} ${what}`;
};

const caseOf = (one: ReportedFinding, outcome: Outcome): XmlElement => {
  const { finding } = one;
  const type = `severity ${finding.severity ?? '-'}`;
  const inner =
    outcome === 'failure'
      ? [element('failure', { message: headline(one), type }, [wordsOf(one)])]
      : outcome === 'skipped'
        ? [element('skipped', { message: skippedFor(one) })]
        : [element('system-out', {}, [`${headline(one)}\n${wordsOf(one)}`.trim()])];
  return element(
    'testcase',
    { classname: printable(finding.ip), name: `${printable(finding.id)} on ${placeOf(finding)}` },
    inner,
  );
};

const counted = (outcomes: readonly Outcome[]): Readonly<Record<string, string>> => ({
  tests: String(outcomes.length),
  failures: String(outcomes.filter((outcome) => outcome === 'failure').length),
  errors: '0',
  skipped: String(outcomes.filter((outcome) => outcome === 'skipped').length),
});

/**
 * The findings of a report as JUnit XML: a suite for each host, a case for each finding. Those that meet the user's
 * condition fail (without one: each vulnerability that is there now); what was not tested again is skipped, and what
 * would fail were its risk not accepted.
 */
export function* junit(report: Report): Generator<string, void, undefined> {
  const hosts = Map.groupBy(report.findings, ({ finding }) => printable(finding.ip));
  const name = printable(report.header?.target ?? '') || 'OpenGuard';
  const all = [...hosts.values()].flat().map((one) => outcomeOf(one, report));
  yield XML_DECLARATION;
  yield `${startTag(element('testsuites', { name, ...counted(all) }))}\n`;
  for (const [host, findings] of hosts) {
    const outcomes = findings.map((one) => outcomeOf(one, report));
    yield `  ${startTag(element('testsuite', { name: host, ...counted(outcomes) }))}\n`;
    for (const [index, one] of findings.entries())
      yield `${writeElement(caseOf(one, outcomes[index] ?? 'passed'), '    ')}\n`;
    yield `  ${endTag({ tagName: 'testsuite' })}\n`;
  }
  yield `${endTag({ tagName: 'testsuites' })}\n`;
}
