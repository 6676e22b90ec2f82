import { VALUE_TABLES, type ValueRow, type ValueTable, type Values } from '@openguard/reports';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const listed = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([value, means]) => `\`${value}\` ${means}`)
    .join('; ');

const described = (values: Values): string => {
  if (values.tag !== 'OneOf') return values.means;
  const { extensions = {} } = values;
  const also = Object.keys(extensions).length === 0 ? '' : `. Also ${listed(extensions)}`;
  return `${listed(values.values)}${also}`;
};

const rowsOf = ({ path, content, attributes }: ValueRow): readonly string[] => [
  `| \`${cell(path)}\` | \`${cell(content)}\` | |`,
  ...Object.entries(attributes).map(
    ([name, { occurs, values }]) =>
      `| \`${cell(`${path}/@${name}`)}\` | ${occurs} | ${cell(described(values))} |`,
  ),
];

const tableOf = ({ appendix, reply, rows }: ValueTable): string => `## ${reply} (Appendix ${appendix})

| path | content, or whether it must be there | values |
|---|---|---|
${rows.flatMap(rowsOf).join('\n')}
`;

/** The page of what to expect in a reply, path by path, as Markdown. */
export const valuesPage = (): string => `# What values to expect

What API v2.01 says of each element and attribute of its replies, path by path. A value that is not listed is still
read, and kept where it stands; it comes as a notice with its path and text as well, so that nobody has to compare
lists. Only a weakness whose severity is none from 1 to 5 is refused, and the report with it. "Also" introduces values
that the printed lists lack: those of the documentation's own samples, of later releases and of our server. The lists of
\`@value\` under CAT do not apply to the \`@number\` of later releases. Where the tables are at fault, [the
errata](errata.md) say so.

${VALUE_TABLES.map(tableOf).join('\n')}
This page is generated: \`pnpm --filter @openguard/docs run write\`.
`;
