import { VERDICTS } from '@openguard/analytics';
import { readXmlTree, type XmlElement, type XmlNode } from '@openguard/xml';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { printable } from '../printable.js';
import { placeOf } from '../report-facts.js';
import type { Report, ReportedFinding } from '../report.js';
import { stateWords } from '../state-words.js';
import { renderReport, type ReportFormat } from './render-report.js';

const HOSTILE = [
  '\u001b[2J\u009b31m',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://x.example")',
  '@SUM(1)',
  '\t+1',
  '| a | b |',
  '[x](javascript:alert(1)) ![y](http://x.example/z)',
  'http://x.example www.x.example a@x.example',
  '`code` ``two``',
  '"quoted", \'both\'\r\nnext line',
  ']]><x/>&amp;&lt;',
  '\u202egnp.exe',
  '\ud800 half',
  '__proto__',
  "'",
  '\\',
];

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 }));

const finding = fc.record(
  {
    section: fc.constantFrom(
      'vuln' as const,
      'vuln' as const,
      'practice' as const,
      'service' as const,
      'info' as const,
    ),
    ip: fc.nat(6).map((last) => `192.0.2.${last}`),
    id: fc.oneof(
      fc.constantFrom('=cmd', 'ftp_anonymous', '<b>', '@x', 'a|b', "'q", '*_*', '`'),
      fc.stringMatching(/^[a-z_]{1,9}$/),
    ),
    title: text,
    category: text,
    cve: fc.array(fc.constantFrom('CVE-1999-0497', 'CVE-2021-44228'), { maxLength: 2 }),
    severity: fc.constantFrom<(1 | 2 | 3 | 4 | 5)[]>(1, 2, 3, 4, 5),
    port: fc.nat(65_535),
    protocol: fc.constantFrom('tcp', 'udp'),
    fqdn: fc.constantFrom('a.example', 'b.example', '<i>|=cmd', ' '),
    diagnosis: text,
    solution: text,
    result: text,
    // What detections and asset reports tell besides.
    status: fc.oneof(fc.constantFrom('New', 'Active', 'Re-Opened', 'Fixed'), text),
    instance: text,
    pciFlag: fc.constantFrom('0', '1', '\u001b[1m'),
    virtualPatches: fc.array(
      fc.record({ number: text, title: text }, { requiredKeys: ['number', 'title'] }),
      {
        maxLength: 2,
      },
    ),
  },
  { requiredKeys: ['section', 'ip', 'id', 'title', 'category', 'cve'] },
);

const accepted = fc.option(
  fc.record({ until: fc.nat({ max: 4e12 }).map((time) => time + 1), owner: text, reason: text }),
  { nil: undefined },
);

const past = fc.option(
  fc.record({
    state: fc.constantFrom('new' as const, 'active' as const, 'reopened' as const, 'fixed' as const),
    firstSeen: fc.nat(),
    lastSeen: fc.nat(),
    timesFound: fc.nat(),
    doubtful: fc.boolean(),
  }),
  { nil: undefined },
);

const reported = (judged: boolean): fc.Arbitrary<ReportedFinding> =>
  fc
    .tuple(finding, fc.constantFrom(...VERDICTS), text, accepted, past)
    .map(([one, verdict, reason, risk, before]) => ({
      finding: one,
      ...(judged ? { verdict, reason } : {}),
      ...(risk === undefined ? {} : { accepted: risk }),
      ...(judged && before !== undefined ? { past: before } : {}),
    }));

const report: fc.Arbitrary<Report> = fc.boolean().chain((judged) =>
  fc.record({
    header: fc.record({
      ref: fc.constant('scan/1.2'),
      target: text,
      title: text,
      keys: fc.constant({ STATUS: 'INTERRUPTED', STATUS_REASON: HOSTILE.join(' ') }),
    }),
    findings: fc.array(reported(judged), { maxLength: 12 }),
  }),
);

const rendered = async (format: ReportFormat, of: Report): Promise<string> =>
  [...(await renderReport(format, of))].join('');

type Row = readonly (string | undefined)[];

const lower = (row: Row): string => row.map((cell) => cell ?? '').join(' ¦ ');
const sorted = (rows: Iterable<Row>): readonly string[] => [...rows].map(lower).sort();

const elements = (children: readonly XmlNode[]): readonly XmlElement[] =>
  children.filter((child): child is XmlElement => typeof child !== 'string');

/** The cells of the one table in Markdown, as a site shows them; throws when there is markup that is not ours. */
const markdownRows = (source: string): readonly (readonly string[])[] => {
  const tokens = new MarkdownIt({ html: true, linkify: true }).parse(source, {});
  const inside = tokens.flatMap(({ children }) => children ?? []).map(({ type }) => type);
  const strange = inside.filter(
    (type) => !['text', 'code_inline', 'strong_open', 'strong_close', 'softbreak'].includes(type),
  );
  if (strange.length > 0 || tokens.some(({ type }) => /html|fence|code_block|quote|list|hr/.test(type)))
    throw new Error(`strange: ${strange.join(' ')}`);
  const rows: string[][] = [];
  for (const [index, { type }] of tokens.entries()) {
    if (type === 'tr_open') rows.push([]);
    if (type === 'td_open')
      rows.at(-1)?.push((tokens[index + 1]?.children ?? []).map(({ content }) => content).join(''));
  }
  return rows.slice(1);
};

const unescaped = (html: string): string =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  );

const csvCell = (cell: string | undefined): string => (cell ?? '').replace(/^'/, '');

interface SarifResult {
  readonly ruleId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What of its findings a document shows, as far as a format tells it, beside what it should show. */
const LOOK: Readonly<
  Record<
    ReportFormat,
    readonly [expected: (one: ReportedFinding) => Row, shown: (document: string) => readonly Row[]]
  >
> = {
  json: [
    ({ finding: { section, ip, id, severity, port, protocol, fqdn }, verdict }) => [
      ...[section, ip, id, `${severity}`, `${port}`],
      ...[protocol, fqdn, verdict],
    ],
    (document) =>
      (JSON.parse(document) as Record<string, string | number | undefined>[]).map(
        ({ section = 'vuln', ip, id, severity, port, protocol, fqdn, verdict }) =>
          [section, ip, id, `${severity}`, `${port}`, protocol, fqdn, verdict].map((cell) =>
            cell?.toString(),
          ),
      ),
  ],
  csv: [
    ({ finding: { section, ip, id, severity = '', port = '' }, verdict }) => [
      verdict,
      section,
      `${severity}`,
      ip,
      `${port}`,
      id,
    ],
    (document) =>
      parseCsv<Record<string, string>>(document, { columns: true, record_delimiter: '\r\n' }).map((row) =>
        ['verdict', 'section', 'severity', 'ip', 'port', 'id'].map((name) => csvCell(row[name])),
      ),
  ],
  sarif: [
    ({ finding: { section, ip, id, severity, port }, verdict }) => [
      section,
      ip,
      id,
      `${severity}`,
      `${port}`,
      verdict,
    ],
    (document) =>
      (JSON.parse(document) as { runs: { results: SarifResult[] }[] }).runs.flatMap(({ results }) =>
        results.map(({ ruleId, properties: { section, ip, severity, port, verdict } }) =>
          [section, ip, ruleId, String(severity), String(port), verdict].map((cell) => cell?.toString()),
        ),
      ),
  ],
  junit: [
    (one) => [one.finding.ip, `${one.finding.id} on ${placeOf(one.finding)}`],
    (document) => {
      const tree = readXmlTree(new TextEncoder().encode(document));
      if (tree._tag === 'Left') throw new Error(tree.left.tag);
      const cases = elements(tree.right.children).flatMap(({ children }) => elements(children));
      return cases.map(({ attributes }) => [attributes['classname'], attributes['name']]);
    },
  ],
  markdown: [
    ({ finding: one, ...judgement }) => [
      stateWords({ finding: one, ...judgement }),
      `${one.severity ?? '-'}`,
      placeOf(one),
      one.id,
      printable(one.title),
    ],
    (document) =>
      markdownRows(document).map((cells) => {
        // Where there is a verdict, it comes first, and is none of the numbers or the bar of a severity.
        const [verdict, severity, where, , id, title] = /^[-\d]/.test(cells[0] ?? '')
          ? ['', ...cells]
          : cells;
        return [verdict, severity, where, id, title?.trim()];
      }),
  ],
  table: [
    ({ finding: { ip, id, severity, port, protocol, fqdn = '' } }) => [
      fqdn.trim() === '' ? ip : `${ip} (${fqdn})`,
      `${severity ?? '-'}`,
      port === undefined ? '-' : `${port}${protocol === 'udp' ? '/udp' : ''}`,
      id,
    ],
    (document) => {
      const [heading = '', ...lines] = document.trimEnd().split('\n');
      const at = heading.trim().split(/ {2,}/).indexOf('HOST');
      return document.startsWith('No findings')
        ? []
        : lines.map((line) =>
            line
              .trim()
              .split(/ {2,}/)
              .slice(at, at + 4),
          );
    },
  ],
  html: [
    ({ finding: { section, ip, id, severity, port }, verdict }) => [
      section,
      ip,
      id,
      `${severity ?? ''}`,
      `${port ?? ''}`,
      verdict,
    ],
    (document) =>
      [
        ...document.matchAll(
          /<tr data-section="([^"]*)" data-ip="([^"]*)" data-id="([^"]*)" data-severity="([^"]*)" data-port="([^"]*)" data-protocol="[^"]*" data-verdict="([^"]*)">/g,
        ),
      ].map((match) => match.slice(1).map(unescaped)),
  ],
};

const FORMATS = ['json', 'csv', 'sarif', 'junit', 'markdown', 'table', 'html'] as const;

describe.each(FORMATS)('%s', (format) => {
  it('holds every finding of a report and no other, and nothing that a terminal obeys', async () => {
    const [expected, shown] = LOOK[format];
    await fc.assert(
      fc.asyncProperty(report, async (of) => {
        const document = await rendered(format, of);
        expect(sorted(shown(document))).toEqual(sorted([...of.findings].map(expected)));
        expect(document).not.toMatch(
          /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
      { numRuns: format === 'html' ? 20 : 60 },
    );
  });
});
