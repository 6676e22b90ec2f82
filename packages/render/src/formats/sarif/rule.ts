import { plain } from '../../plain.js';
import { printable } from '../../printable.js';
import type { ReportedFields } from '../../report.js';
import { markdownText } from '../markdown-text.js';
import { levelOf, securitySeverityOf } from './severity-level.js';

const CVE = /^CVE-\d{4}-\d{4,}$/;

const paragraphs = ({
  diagnosis,
  consequence,
  solution,
}: ReportedFields): readonly (readonly [string, string])[] =>
  [
    ['Diagnosis', plain(diagnosis ?? '')] as const,
    ['Consequence', plain(consequence ?? '')] as const,
    ['Solution', plain(solution ?? '')] as const,
  ].filter(([, text]) => text !== '');

const helpOf = (finding: ReportedFields): { readonly text: string; readonly markdown: string } => {
  const all = paragraphs(finding);
  const title = printable(finding.title) || printable(finding.id);
  if (all.length === 0) return { text: title, markdown: markdownText(title) };
  return {
    text: all.map(([heading, text]) => `${heading}: ${text}`).join('\n\n'),
    markdown: all
      .map(([heading, text]) => `**${heading}.** ${text.split('\n').map(markdownText).join('  \n')}`)
      .join('\n\n'),
  };
};

/** A check as a rule of SARIF (2.1.0, section 3.49), as its worst finding tells it. */
export const ruleOf = (finding: ReportedFields) => {
  const title = printable(finding.title) || printable(finding.id);
  const [cve] = finding.cve.filter((id) => CVE.test(id));
  const score = securitySeverityOf(finding);
  const isWeakness = finding.section === 'vuln' || finding.section === 'practice';
  return {
    id: printable(finding.id),
    name: printable(finding.id),
    shortDescription: { text: title },
    fullDescription: { text: paragraphs(finding)[0]?.[1] ?? title },
    help: helpOf(finding),
    ...(cve === undefined ? {} : { helpUri: `https://nvd.nist.gov/vuln/detail/${cve}` }),
    defaultConfiguration: { level: isWeakness ? levelOf(finding.severity) : 'none' },
    properties: {
      tags: [
        ...(isWeakness ? ['security'] : []),
        printable(finding.category) || 'network',
        ...finding.cve.filter((id) => CVE.test(id)),
      ].filter((tag, index, all) => all.indexOf(tag) === index),
      ...(isWeakness && score !== undefined ? { 'security-severity': score } : {}),
    },
  };
};
