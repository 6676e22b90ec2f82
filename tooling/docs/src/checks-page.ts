import { CHECKS, explainRule, pciOf, referencesOf, type CheckEntry } from '@openguard/knowledgebase';

const KINDS = {
  vuln: 'Weaknesses that are confirmed (VULN)',
  practice: 'Weaknesses that are likely, and advice (PRACTICE)',
  service: 'Services (SERVICE)',
  info: 'Information (INFO)',
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const entryOf = (entry: CheckEntry): string => {
  const pci = pciOf(entry);
  const references = referencesOf(entry).map(({ id = '', url = '' }) => `[${id}](${url})`);
  return `### ${entry.id}

**${cell(entry.title)}.** Number ${entry.number}, category \`${entry.category}\`, severity ${entry.severity} by
\`${entry.rule}\`: ${explainRule(entry.rule) ?? ''} PCI DSS: ${pci.fails ? 'fails' : 'passes'}. ${pci.reason}

${cell(entry.diagnosis)}

*Consequence.* ${cell(entry.consequence)}

*Solution.* ${cell(entry.solution)}
${references.length === 0 ? '' : `\n*Read on:* ${references.join(', ')}.\n`}`;
};

const sectionOf = (kind: keyof typeof KINDS): string => `## ${KINDS[kind]}

${CHECKS.filter((entry) => entry.kind === kind)
  .map(entryOf)
  .join('\n')}`;

/** The page of all checks, as Markdown. */
export const checksPage = (): string => `# What is checked

Every finding that our engines can report: what it means, how severe it is and why, and what to do about it. What is
likely but not proven becomes a PRACTICE, one level lower. The rule that graded a finding is stored with it:
\`openguard-server grades REF\` shows it. The column of PCI DSS is an opinion for those who prepare for such a scan;
OpenGuard is no approved scanning vendor.

${(['vuln', 'practice', 'service', 'info'] as const).map(sectionOf).join('\n')}
This page is generated: \`pnpm --filter @openguard/docs run write\`.
`;
