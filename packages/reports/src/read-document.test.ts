import { DOCUMENTS, documentBytes, generateScan } from '@openguard/fixtures';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { asyncOf } from '../test/async-of.js';
import { itemsOf, readItems } from '../test/read-items.js';
import { beginDocument } from './document-form.js';
import { describeDocumentFault, KNOWN_ROOTS, markSimulated, readDocument, rootFinder } from './index.js';

/** How many bytes a document has up to the end of its root. */
const completeAt = (document: Uint8Array): number => {
  const text = new TextDecoder().decode(document);
  const root = /^<\/[A-Z_]+>/m.exec(
    text
      .split('\n')
      .filter((line) => line.startsWith('</'))
      .at(-1) ?? '',
  );
  const end = text.lastIndexOf(root?.[0] ?? '\u0000') + (root?.[0].length ?? 0);
  return new TextEncoder().encode(text.slice(0, end)).length;
};

describe.each(DOCUMENTS)('%s', (name) => {
  const document = documentBytes(name);

  it('is read to its end, and nothing in it is unknown', async () => {
    const items = await itemsOf(document);
    expect(items.at(-1)).toMatchObject({ kind: 'end', notices: [] });
    expect(items.filter(({ kind }) => kind === 'end')).toHaveLength(1);
  });

  it.each([1, 7, 97, 1024])('is the same in pieces of %i bytes', async (pieces) => {
    expect(await readItems(document, pieces)).toEqual(await readItems(document));
  });

  it('is refused wherever it is cut, after the items that were complete', async () => {
    const whole = await itemsOf(document);
    const complete = completeAt(document);
    for (let length = 0; length < complete; length += 1) {
      const { items, fault } = await readItems(document.subarray(0, length));
      expect(fault, `${length} bytes`).toBeDefined();
      expect(items).toEqual(whole.slice(0, items.length));
      expect(items.at(-1)?.kind).not.toBe('end');
    }
    expect(await itemsOf(document.subarray(0, complete))).toEqual(whole);
  }, 60_000);
});

describe('what is no document of this API', () => {
  it.each([
    [
      '<HOSTS value="1.2"><IP value="192.0.2.1"/></HOSTS>',
      /"HOSTS" is none of those.*SCAN, SCAN_REPORT_LIST/,
    ],
    ['<SIMPLE_RETURN/>', /SIMPLE_RETURN cannot be read: RESPONSE is missing/],
    ['<scan/>', /"scan" is none/],
    ['<constructor/>', /"constructor" is none/],
    ['<!doctype html><html><body>Please log in</body></html>', /HTML page/],
    ['<html><head><title>502</title></head></html>', /HTML page/],
    ['ACCESS DENIED', /not XML.*ACCESS DENIED/],
    ['', /empty/],
    ['\n\n', /empty/],
    ['<?xml version="1.0" ?>\n', /cut off/],
  ])('%j', async (document, words) => {
    const { items, fault } = await readItems(document);
    expect(items).toEqual([]);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });

  it('names every root that is known', async () => {
    const { fault } = await readItems('<OTHER/>');
    expect(fault).toEqual({ tag: 'Root', name: 'OTHER', known: KNOWN_ROOTS });
  });

  it.each([['SCAN'], ['SCAN', 'OTHER']])('is whatever the caller does not welcome', async (...roots) => {
    const told: unknown[] = [];
    const source = asyncOf([documentBytes('return-success')]);
    for await (const item of readDocument(source, { roots })) told.push(item);
    expect(told).toEqual([E.left({ tag: 'Root', name: 'GENERIC_RETURN', known: roots })]);
  });
});

describe('after a fault', () => {
  const cut = '<SCAN value="scan/1.2"><ERROR number="1">a</ERROR></SHIP></SCAN><SCAN><ERROR>b</ERROR></SCAN>';

  it('nothing more is told', async () => {
    const { items, fault } = await readItems(cut, 1);
    expect(items).toEqual([{ kind: 'refused', number: 1, text: 'a' }]);
    expect(fault).toMatchObject({ tag: 'Xml', fault: { tag: 'NotWellFormed', rule: 'close-mismatch' } });
  });

  it('the source is left', async () => {
    let left = false;
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: new TextEncoder().encode('<HOST/>') }),
        return: () => {
          left = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    for await (const item of readDocument(source)) expect(E.isLeft(item)).toBe(true);
    expect(left).toBe(true);
  });

  it("limits are the caller's", async () => {
    const bytes = new TextEncoder().encode(`<SCAN><ERROR>${'a'.repeat(300)}`);
    const told: unknown[] = [];
    for await (const item of readDocument(asyncOf([bytes]), { limits: { recordBytes: 200 } }))
      told.push(item);
    expect(told).toMatchObject([{ left: { tag: 'Xml', fault: { tag: 'Limit', limit: 'recordBytes' } } }]);
  });
});

it('a large report holds what its generator says', async () => {
  const chunks: Uint8Array[] = [];
  const generated = generateScan({ megabytes: 2, seed: 7 });
  let step = generated.next();
  for (; step.done !== true; step = generated.next()) chunks.push(step.value);
  const truth = step.value;
  const sums = { hosts: 0, info: 0, service: 0, vuln: 0, practice: 0, score: 0, bytes: 0 };
  let end: unknown;
  for (const { length } of chunks) sums.bytes += length;
  for await (const item of readDocument(asyncOf(chunks))) {
    if (E.isLeft(item)) throw new Error(describeDocumentFault(item.left));
    if (item.right.kind === 'host') sums.hosts += 1;
    if (item.right.kind === 'end') end = item.right;
    if (item.right.kind !== 'finding') continue;
    sums[item.right.section] += 1;
    if (item.right.section === 'vuln') sums.score += item.right.severity ?? Number.NaN;
  }
  const { bytes, hosts, infos: info, services: service, vulns: vuln, practices: practice, score } = truth;
  expect(sums).toEqual({ bytes, hosts, info, service, vuln, practice, score });
  expect(end).toEqual({ kind: 'end', hosts, findings: truth.findings, notices: [] });
});

describe('a document with much before its root', () => {
  it('is read as far as it comes, and not held before', async () => {
    let asked = 0;
    async function* blanks(): AsyncGenerator<Uint8Array, void, undefined> {
      for (; asked < 1000; asked += 1) yield await Promise.resolve(new Uint8Array(4096).fill(0x20));
      yield new TextEncoder().encode('<OTHER/>');
    }
    const { isCsv, all } = await beginDocument(blanks());
    expect(isCsv).toBe(false);
    expect(asked).toBeLessThan(20);
    const told = [];
    for await (const read of readDocument(all)) told.push(read);
    expect(told).toEqual([E.left({ tag: 'Root', name: 'OTHER', known: KNOWN_ROOTS })]);
    const find = rootFinder();
    const pieces = Array.from({ length: 1100 }, () => find(new Uint8Array(4096).fill(0x20)));
    expect(pieces.indexOf('')).toBe(1024);
  });
});

describe('a faulty document that is read with repair', () => {
  const faulty = Buffer.from(
    '<SCAN value="scan/1.2"><IP value="192.0.2.1" name="a & b"><OS>\x01\xe9</OS></IP></SCAN>',
    'latin1',
  );

  it('tells at its end what was mended, and where', async () => {
    const items: unknown[] = [];
    for await (const read of readDocument(asyncOf([faulty]), { repair: true })) {
      if (E.isRight(read)) items.push(read.right);
    }
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'host', name: 'a & b', os: '\ufffd\ufffd' }),
    );
    expect(items.at(-1)).toMatchObject({
      kind: 'end',
      repaired: {
        count: 3,
        first: [
          { offset: faulty.indexOf('&'), kind: 'reference', found: '&' },
          { offset: faulty.indexOf('\x01'), kind: 'character', found: 'U+0001' },
          { offset: faulty.indexOf('\x01') + 1, kind: 'encoding', found: '0xE9' },
        ],
      },
    });
  });

  it('is refused otherwise, and a sound one does not speak of repairs', async () => {
    expect((await readItems(faulty)).fault).toBeDefined();
    const document = documentBytes('scan-2001');
    const repaired: unknown[] = [];
    for await (const read of readDocument(asyncOf([document]), { repair: true })) repaired.push(read);
    expect(repaired).toEqual((await itemsOf(document)).map((item) => E.right(item)));
  });
});

it('is marked as of a simulated estate where it does not say so itself, and told so at its end', async () => {
  const head = (root: string) =>
    `<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE ${root} SYSTEM "/x.dtd">\n`;
  const list = `${head('SCAN_REPORT_LIST')}<SCAN_REPORT_LIST user="a"></SCAN_REPORT_LIST>`;
  const marked = markSimulated(list);
  expect(marked).toContain('"/x.dtd">\n<?openguard simulated?>\n<SCAN_REPORT_LIST ');
  expect((await itemsOf(marked)).at(-1)).toMatchObject({ kind: 'end', simulated: true });
  expect((await itemsOf(list)).at(-1)).not.toHaveProperty('simulated');
  for (const root of ['SCAN', 'MAP', 'MAP_REQUEST']) expect(markSimulated(head(root))).toBe(head(root));
});
