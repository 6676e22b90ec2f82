import type { DocumentItem } from '@openguard/model';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { itemsOf, readItems } from '../../test/read-items.js';
import { describeDocumentFault, readDocument, writeDetections, writeDetectionsCsv } from '../index.js';
import type { DetectedHostValues } from './write.js';

const AT = Date.UTC(2026, 2, 1);

async function* each<A>(all: readonly A[]): AsyncGenerator<A, void, undefined> {
  for (const one of all) yield await Promise.resolve(one);
}

const textOf = async (pieces: AsyncIterable<string | Uint8Array>): Promise<string> => {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all).toString();
};

const cutAt = (limit: number | undefined) => () =>
  limit === undefined ? undefined : { limit, url: 'https://x.example/?action=list&id_min=9' };

const csvOf = (hosts: readonly DetectedHostValues[], limit?: number, metadata?: boolean): Promise<string> =>
  textOf(writeDetectionsCsv({ at: AT }, each(hosts), cutAt(limit), metadata));

const HOSTILE = [
  '=1+1',
  "'",
  "'=2",
  '\t@x',
  '----END_RESPONSE_BODY_CSV\n',
  '"',
  'a\nb',
  '<b>&amp;',
  '\u001b[2J',
  '__proto__',
  'WARNING',
];

// What is empty stands in XML as an element without text, and in CSV as nothing.
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }));

const detection = fc.record(
  {
    id: fc.constantFrom('42', '7000047', 'x'),
    type: fc.constantFrom('Confirmed', 'Potential'),
    severity: fc.constantFrom('1', '5'),
    port: fc.constantFrom('21', '65535'),
    protocol: fc.constantFrom('tcp', 'udp'),
    fqdn: text,
    ssl: fc.constantFrom('0', '1'),
    instance: text,
    result: text,
    status: fc.constantFrom('New', 'Active', 'Re-Opened', 'Fixed'),
    firstFound: fc.constant('2026-01-01T00:00:00Z'),
    timesFound: fc.constantFrom('1', '20'),
  },
  { requiredKeys: ['id', 'type', 'severity'] },
);

const hosts: fc.Arbitrary<readonly DetectedHostValues[]> = fc.uniqueArray(
  fc
    .tuple(
      fc.record(
        { hostId: fc.nat(99), ip: fc.constantFrom('192.0.2.1', '192.0.2.2'), os: text, dns: text },
        { requiredKeys: ['hostId'] },
      ),
      fc.array(detection, { minLength: 1, maxLength: 4 }),
    )
    .map(([host, detections]) => ({ ...host, detections: { detections } })),
  { maxLength: 4, selector: ({ hostId }) => hostId },
);

describe('detections as CSV', () => {
  it('are those of the same list as XML, and no cell begins a formula', async () => {
    await fc.assert(
      fc.asyncProperty(hosts, fc.option(fc.nat(9), { nil: undefined }), async (all, limit) => {
        const csv = await csvOf(all, limit);
        expect(await itemsOf(csv)).toEqual(
          await itemsOf(await textOf(writeDetections({ at: AT }, each(all), cutAt(limit)))),
        );
        const rows = parse(csv, { relax_column_count: true, record_delimiter: '\r\n' });
        const cells = rows.filter(({ length }) => length > 1).flat();
        expect(cells.filter((cell) => /^[\s"]*[=+@|%\-\uff1d\uff0b\uff0d\uff20]/.test(cell))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('are whole, or refused, wherever they are cut', async () => {
    const csv = await csvOf(
      [
        {
          hostId: 7,
          detections: { detections: [{ id: '42', type: 'Confirmed', severity: '3', result: '"a\nb' }] },
        },
      ],
      1,
    );
    const whole = csv.trimEnd();
    for (let length = 1; length < whole.length; length += 7) {
      const { items, fault } = await readItems(csv.slice(0, length));
      // Where a line ends, a list may end that has no footer; nobody says that this one was to have one.
      const told = items.at(-1);
      const isEnd = told?.kind === 'end';
      expect([length, isEnd && told.unproven !== true]).toEqual([length, false]);
      expect([length, isEnd]).toEqual([length, fault === undefined]);
    }
    expect((await itemsOf(csv)).at(-1)).toMatchObject({
      kind: 'end',
      findings: 1,
      truncated: true,
      answered: '2026-03-01T00:00:00Z',
    });
  });

  it('without metadata keep the marks of the body, and of cells nobody says that they are marked', async () => {
    const csv = await csvOf(
      [
        {
          hostId: 7,
          detections: { detections: [{ id: '42', type: 'Confirmed', severity: '3', result: '=1' }] },
        },
      ],
      undefined,
      false,
    );
    expect(await itemsOf(csv)).toMatchObject([
      { hostId: 7 },
      { result: "'=1" },
      { kind: 'end', findings: 1 },
    ]);
    expect((await itemsOf(csv)).at(-1)).not.toHaveProperty('unproven');
  });

  const HEADING = '"Host ID","IP Address","QID","Type","Severity","Results","Tags"';
  const ROW = '"7","192.0.2.7","42","Confirmed","3","x","mill"';
  const end = (items: readonly DocumentItem[]) => items.at(-1);

  it('without any mark are told, and said not to be proven', async () => {
    const items = await itemsOf(`\ufeff${HEADING}\n${ROW}\n"","","43","Info","","y",""\n`);
    expect(items).toMatchObject([
      { kind: 'host', hostId: 7, ip: '192.0.2.7' },
      { kind: 'finding', id: '42', section: 'vuln', notices: [{ text: 'mill' }] },
      { kind: 'finding', hostId: 7, id: '43', section: 'info' },
      { kind: 'end', hosts: 1, findings: 2, tracked: true, unproven: true },
    ]);
    const other = await itemsOf(`${HEADING}\n${ROW}\n${ROW.replace('.7"', '.8"')}\n`);
    expect(end(other)).toMatchObject({ hosts: 1, notices: [{}, { text: '192.0.2.8' }, {}] });
  });

  const framed = (...lines: readonly string[]): string =>
    ['----BEGIN_RESPONSE_BODY_CSV', ...lines, '----END_RESPONSE_BODY_CSV', ''].join('\r\n');

  it('tell what stands in blocks that nobody knows', async () => {
    const footer =
      '----BEGIN_RESPONSE_FOOTER_CSV\n"Status Message"\n"FINISHED"\n----END_RESPONSE_FOOTER_CSV\n';
    const items = await itemsOf(framed(HEADING, ROW) + footer);
    expect(end(items)).toMatchObject({
      findings: 1,
      notices: [{ text: 'mill' }, { text: 'Status Message' }, { text: 'FINISHED' }],
    });
    expect(end(items)).not.toHaveProperty('unproven');
    expect(await itemsOf(framed())).toMatchObject([{ kind: 'end', hosts: 0, unproven: true }]);
  });

  it.each([
    ['a heading without QID', framed('"Host ID","Type"'), /a column for QID/],
    ['a column that stands twice', framed(`${HEADING},"qid"`), /names each column once/],
    ['a line that is too short', framed(HEADING, '"7"'), /7 cells/],
    ['a severity that is none', framed(HEADING, ROW.replace('"3"', '"7"')), /severity from 1 to 5/],
    ['a strange type', framed(HEADING, ROW.replace('Confirmed', 'Odd')), /Confirmed, Potential or Info/],
    ['a line before any host', framed(HEADING, ROW.replace('"7"', '""')), /ID is missing/],
    [
      'an address without the number of its host',
      framed(HEADING, ROW, ROW.replace('"7","192.0.2.7"', '"","192.0.2.8"')),
      /number of its host, since its address is another/,
    ],
    ['a quote inside a cell', framed(HEADING, ROW.replace('"x"', '"x"y')), /RFC 4180/],
    ['an end that nobody began', '----END_RESPONSE_BODY_CSV\n', /END BODY may not/],
    ['an end without a beginning', `${HEADING}\n${ROW}\n----END_RESPONSE_BODY_CSV\n`, /END BODY may not/],
  ])('are refused with %s', async (_, document, words) => {
    const { fault } = await readItems(document);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });

  /** What is told of a document that comes in pieces of so many bytes. */
  const tellCut = async (document: Uint8Array, size: number, limits = {}) => {
    const items: DocumentItem[] = [];
    const pieces = Array.from({ length: Math.ceil(document.length / size) }, (_, index) =>
      document.subarray(index * size, (index + 1) * size),
    );
    for await (const read of readDocument(each(pieces), { limits })) {
      if (E.isLeft(read)) return { items, fault: read.left };
      items.push(read.right);
    }
    return { items, fault: undefined };
  };

  const LINES = [HEADING, ROW, ROW.replace('"x"', '"é ""東"""'), '7,,43,Info,,a\rb\r,', ROW].join('\r\n');

  it('say the same however they are cut', async () => {
    const whole = Buffer.from(`\ufeff${LINES}`);
    const told = await tellCut(whole, whole.length);
    expect(told.fault).toBeUndefined();
    const results = told.items.flatMap((item) => (item.kind === 'finding' ? [item.result] : []));
    expect(results).toEqual(['x', 'é "東"', 'a\rb\r', 'x']);
    for (const size of [1, 2, 3, 7, 64]) expect(await tellCut(whole, size)).toEqual(told);
    for (let place = 70; place < whole.length; place += 1)
      for (const byte of [0x22, 0x2c, 0x0a, 0x0d, 0xe9]) {
        const changed = Uint8Array.from(whole).with(place, byte);
        expect(await tellCut(changed, 1), `byte ${place}`).toEqual(await tellCut(changed, whole.length));
      }
  });

  it('are refused where they are no UTF-8, or quoted wrongly', async () => {
    const at = LINES.indexOf('"é');
    const before = Buffer.from(LINES.slice(0, at + 1));
    const latin1 = Buffer.concat([before, Buffer.from('é"\n', 'latin1')]);
    const { items, fault } = await tellCut(latin1, latin1.length);
    expect(items).toMatchObject([{ kind: 'host' }, { kind: 'finding', result: 'x' }]);
    expect(fault).toMatchObject({ tag: 'Invalid', offset: before.length, at: '/CSV' });
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(/UTF-8, which 0xE9 is not/);
    const quoted = await tellCut(Buffer.concat([before, Buffer.from('a"b"\n')]), 5);
    expect(quoted.fault).toMatchObject({ tag: 'Invalid', offset: before.length + 2 });
  });

  it.each([
    ['recordElements', 100, `${HEADING}\n${','.repeat(101)}\n`, 100],
    ['recordElements', 100, `${HEADING}\n${'"",'.repeat(101)}\n`, 302],
    ['recordBytes', 100, `${HEADING}\n"${'x'.repeat(101)}"\n`, 1],
    ['recordBytes', 100, `${HEADING}\n"${'""'.repeat(51)}"\n`, 102],
  ])('are bounded by %s of a line', async (limit, most, document, place) => {
    const { fault } = await tellCut(Buffer.from(document), document.length, { [limit]: most });
    const offset = HEADING.length + 1 + place;
    expect(fault).toMatchObject({ tag: 'Xml', fault: { tag: 'Limit', limit, value: most, offset } });
  });
});
