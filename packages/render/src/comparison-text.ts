import type { Comparison } from '@openguard/analytics';
import { printable } from './printable.js';

type Finding = Comparison['findings']['came'][number];
type Port = Comparison['ports']['came'][number];

const signed = (change: number): string => (change > 0 ? `+${change}` : String(change));

/** The sentence of the sample program *compare*. */
export const scoreSentence = ({ verdict, oldScore, newScore, change }: Comparison): string =>
  verdict === 'same'
    ? `The score is the same: ${newScore} (was ${oldScore}).`
    : `The score has ${verdict}: ${newScore} (was ${oldScore}), a change of ${signed(change)}.`;

const portText = ({ ip, port, protocol, service }: Port): string =>
  `port ${port}/${protocol} on ${printable(ip)} (${printable(service)})`;

const findingText = ({ ip, port, section, severity, id, title }: Finding): string =>
  `${section} ${printable(id)} on ${printable(ip)}${port === undefined ? '' : `:${port}`}` +
  `${severity === undefined ? '' : `, severity ${severity}`}: ${printable(title)}`;

const changeText = ({ before, after, what }: Comparison['findings']['changed'][number]): string => {
  const words = what.map((kind) => {
    if (kind === 'severity') return `severity ${before.severity ?? '-'} to ${after.severity ?? '-'}`;
    if (kind === 'result') return 'another result';
    return kind === 'confirmed' ? 'now confirmed' : 'no longer confirmed';
  });
  return `${findingText(after)} (${words.join(', ')})`;
};

const proof = (evidence: 'proven' | 'inferred'): string => (evidence === 'proven' ? '' : ' (inferred)');

function* differences({ ports, findings }: Comparison): Generator<string, void, undefined> {
  for (const port of ports.came) yield `+ ${portText(port)}`;
  for (const finding of findings.came) yield `+ ${findingText(finding)}`;
  for (const port of ports.went) yield `- ${portText(port)}${proof(port.evidence)}`;
  for (const finding of findings.went) yield `- ${findingText(finding)}${proof(finding.evidence)}`;
  for (const change of findings.changed) yield `~ ${changeText(change)}`;
  for (const port of ports.notTested)
    yield `? ${portText(port)}: not tested again, ${printable(port.reason)}`;
  for (const finding of findings.notTested)
    yield `? ${findingText(finding)}: not tested again, ${printable(finding.reason)}`;
}

/**
 * How two reports differ, for people, line by line: the sentence, then everything that came, went or changed.
 */
export function* comparisonText(comparison: Comparison): Generator<string, void, undefined> {
  yield `${scoreSentence(comparison)}\n`;
  const untested = comparison.findings.notTested.filter(({ section }) => section === 'vuln').length;
  if (untested > 0)
    yield `${untested} of the vulnerabilities before were not tested again; their severities are no gain.\n`;
  let none = true;
  for (const line of differences(comparison)) {
    none = false;
    yield `${line}\n`;
  }
  if (none) yield 'No port or finding came, went or changed.\n';
}
