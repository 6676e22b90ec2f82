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

/** How two reports differ, for people: the sentence, then a line for everything that came, went or changed. */
export const comparisonText = (comparison: Comparison): string => {
  const { ports, findings } = comparison;
  const lines = [
    ...ports.came.map((port) => `+ ${portText(port)}`),
    ...findings.came.map((finding) => `+ ${findingText(finding)}`),
    ...ports.went.map((port) => `- ${portText(port)}${proof(port.evidence)}`),
    ...findings.went.map((finding) => `- ${findingText(finding)}${proof(finding.evidence)}`),
    ...findings.changed.map((change) => `~ ${changeText(change)}`),
    ...ports.notTested.map((port) => `? ${portText(port)}: not tested again, ${printable(port.reason)}`),
    ...findings.notTested.map(
      (finding) => `? ${findingText(finding)}: not tested again, ${printable(finding.reason)}`,
    ),
  ];
  const body = lines.length === 0 ? ['No port or finding came, went or changed.'] : lines;
  const untested = findings.notTested.filter(({ section }) => section === 'vuln').length;
  const caution =
    untested === 0
      ? []
      : [`${untested} of the vulnerabilities before were not tested again; their severities are no gain.`];
  return [scoreSentence(comparison), ...caution, ...body].map((line) => `${line}\n`).join('');
};
