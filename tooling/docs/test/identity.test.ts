import { compareReports, fixedBy, SnapshotBuilder, type Judged, type Snapshot } from '@openguard/analytics';
import { textIdOf } from '@openguard/knowledgebase';
import { readDocument } from '@openguard/reports';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));
const PAIRS = readdirSync(`${DOCS}identity`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Expected {
  readonly why: string;
  readonly refused?: true;
  readonly findings?: readonly Readonly<Record<string, unknown>>[];
}

const expectedOf = (pair: string): Expected =>
  JSON.parse(readFileSync(`${DOCS}identity/${pair}/expected.json`, 'utf8')) as Expected;

/** A document of a pair; `undefined` when it is refused. */
const read = async (pair: string, name: string): Promise<Snapshot | undefined> => {
  const builder = new SnapshotBuilder({ checkIdOf: textIdOf });
  for await (const item of readDocument(createReadStream(`${DOCS}identity/${pair}/${name}.xml`))) {
    if (item._tag === 'Left') return undefined;
    builder.add(item.right);
  }
  return builder.snapshot();
};

/** A judgement as the corpus writes it. */
const written = (judged: Judged & { readonly kind: 'finding' }): Readonly<Record<string, unknown>> => {
  const [host, kind, check, place, virtualHost] = JSON.parse(judged.identity) as readonly string[];
  const { verdict, evidence, what, finding } = judged;
  return {
    verdict,
    host,
    kind,
    check,
    place,
    ...(virtualHost === '' ? {} : { virtualHost }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(what === undefined ? {} : { what }),
    result: finding.result,
  };
};

/** The same, with the result only where one of the expected has it. */
const comparable = (
  findings: readonly Readonly<Record<string, unknown>>[],
  expected: readonly Readonly<Record<string, unknown>>[],
): readonly string[] =>
  findings
    .map(({ result, ...rest }) => {
      const shown =
        result !== undefined &&
        expected.some((one) => one['result'] === result && one['verdict'] === rest['verdict']);
      return JSON.stringify(Object.entries(shown ? { ...rest, result } : rest).sort());
    })
    .sort();

describe('the pairs of docs/identity.md', () => {
  const page = readFileSync(`${DOCS}identity.md`, 'utf8');

  it('are all listed', () => {
    expect(PAIRS.length).toBeGreaterThan(15);
    expect([...page.matchAll(/\]\(identity\/([a-z-]+)\/?\)/g)].map(([, name]) => name).sort()).toEqual(
      PAIRS.toSorted(),
    );
  });

  it.each(PAIRS)('%s', async (pair) => {
    const { why, refused, findings = [] } = expectedOf(pair);
    expect(page).toContain(why);
    const [older, newer] = [await read(pair, 'older'), await read(pair, 'newer')];
    if (older === undefined) throw new TypeError(`${pair}/older.xml cannot be read`);
    expect(newer === undefined).toBe(refused === true);
    if (newer === undefined) return;
    const earlier = existsSync(`${DOCS}identity/${pair}/earlier.xml`)
      ? await read(pair, 'earlier')
      : undefined;
    const wasFixed = fixedBy(earlier === undefined ? [] : [earlier, older], { checkIdOf: textIdOf });
    const judged = compareReports(older, newer, { checkIdOf: textIdOf, wasFixed }).judged.flatMap((one) =>
      one.kind === 'finding' && ['vuln', 'practice'].includes(one.finding.section) ? [written(one)] : [],
    );
    expect(comparable(judged, findings)).toEqual(comparable(findings, findings));
  });
});
