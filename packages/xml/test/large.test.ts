import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { joined } from '../src/bytes/decoder.js';
import type { ReadOptions, Records, Spine } from '../src/index.js';
import { compiledRun } from '../src/passages/run-code.js';
import { EventTeller } from '../src/records/event-teller.js';
import { tellAll, type Told } from './reading.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** So much stands before a document that it is read as a large one. */
const PADDING = bytesOf(`<!--${' '.repeat(300 * 1024)}-->`);

const leaf = { attributes: [], text: 'all', children: {}, others: false } as const;
const row = { attributes: [], text: 'not-blank', children: {}, others: true } as const;
const blank = { ...leaf, text: 'none' } as const;

/** What may be wanted of the records of a list. */
const WANTED: readonly Records[] = [
  {},
  { R: 'nothing' },
  { R: { attributes: [], text: 'none', children: { A: leaf, C: leaf }, others: false } },
  { R: { attributes: [], text: 'none', children: { A: leaf, B: blank, C: leaf, D: leaf }, others: false } },
  { R: { attributes: [], text: 'not-blank', children: { B: leaf }, others: true } },
  { R: { attributes: 'all', text: 'all', children: { A: leaf }, others: false } },
  // Rows that stand in a record themselves, where blanks beside them count, or do not.
  { H: { attributes: [], text: 'all', children: { R: row }, others: false } },
  { H: { attributes: [], text: 'not-blank', children: { R: row }, others: false } },
];
/** Rows whose blanks between elements nobody asks for, as those of reports. */
const ALL_BUT_BLANKS: Records = {
  R: { attributes: 'all', text: 'not-blank', children: {}, others: true },
};
const SPINES: readonly Spine[] = [{}, { L: { R: {} } }];

const LONG = 'an-element-whose-name-is-longer-than-a-vector';
const TEXTS = [
  '',
  '1',
  'x',
  '  ',
  'sixteen letters.',
  'é',
  'a > b',
  '&lt;',
  '<![CDATA[4]]>',
  '<![CDATA[]]]]>',
  '<!---->',
];
const SPACES = ['', '\n ', '\n                    ', ' '.repeat(60)];

/** Whether an element stands in a row: most do, and the first always. */
const present = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 8, maxLength: 8 });
const inside = fc.array(fc.oneof(fc.constantFrom(...TEXTS), fc.stringMatching(/^[a-z 0-9.:-]{0,40}$/)), {
  minLength: 8,
  maxLength: 8,
});

/** Elements in an order that repeats itself, with texts that do not, as in a report. */
const rows = fc
  .tuple(
    fc.array(fc.constantFrom('A', 'B', 'C', 'D', LONG), { minLength: 2, maxLength: 8 }),
    fc.constantFrom(...SPACES),
    fc.constantFrom('', '\n '),
    fc.array(fc.tuple(inside, present), { minLength: 2, maxLength: 12 }),
  )
  .map(([names, space, margin, texts]) =>
    texts
      .map(([of, there]) => {
        const standing = names.map((name, i) =>
          i > 0 && there[i] === 0 ? '' : `<${name}>${of[i] ?? ''}</${name}>`,
        );
        return `<R>${margin}${standing.filter((one) => one !== '').join(space)}${margin}</R>`;
      })
      .join(space),
  );

/** A list of rows, which are records themselves or stand in some. */
const lists = fc
  .tuple(rows, fc.constantFrom(['<L>', '</L>'], ['<L><H>', '</H></L>'], ['<R>', '</R>']))
  .map(([row, [from, to]]) => `${from}${row}${to}`);

const shifted = (told: Told): Told => {
  const shift = <A extends object>(value: A): A =>
    'offset' in value && typeof value.offset === 'number'
      ? { ...value, offset: value.offset - PADDING.length }
      : value;
  return E.isLeft(told) ? E.left(shift(told.left)) : E.right(shift(told.right));
};

/** What is told of a document that is large for what stands before it. */
const tellLarge = (document: Uint8Array, options: ReadOptions, spine: Spine): readonly Told[] =>
  tellAll(joined(PADDING, document), undefined, options, spine).map(shifted);

describe('a large document', () => {
  it('can be gone through in vectors by this Node', () => {
    expect(compiledRun()).toBeDefined();
  });

  it('is told as one that comes byte by byte, of which nothing is known', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...WANTED), fc.constantFrom(...SPINES), (text, records, spine) => {
        const list = bytesOf(text);
        expect(tellLarge(list, { records }, spine)).toEqual(tellAll(list, [1], { records }, spine));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused as one that comes byte by byte', () => {
    fc.assert(
      fc.property(
        lists,
        fc.constantFrom(...WANTED),
        fc.nat(),
        fc.constantFrom(...bytesOf(' &/<>]B')),
        (text, records, at, byte) => {
          const list = bytesOf(text);
          const changed = list.with(3 + (at % (list.length - 3)), byte);
          expect(tellLarge(changed, { records }, {})).toEqual(tellAll(changed, [1], { records }, {}));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is held to its limits', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...WANTED), fc.integer({ min: 1, max: 90 }), (row, records, most) => {
        const all = `<R>${row.replaceAll(/<.?R>/g, '')}</R>`;
        for (const list of [all, row, `<H>${row}</H>`].map((text) => bytesOf(`<L>${text}</L>`))) {
          const options = { records, limits: { recordElements: most } };
          expect(tellLarge(list, options, {})).toEqual(tellAll(list, [1], options, {}));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('has no record that is too large, also where others stand before and behind it', () => {
    const row = (length: number): string => {
      const elements = '<A>1</A>\n'.repeat((length - 17) / 9);
      return `<R>\n${elements}<A>${'2'.repeat((length - 17) % 9)}</A>\n</R>\n`;
    };
    const most = 200 * 1024;
    const options = { records: ALL_BUT_BLANKS, limits: { recordBytes: most } };
    for (const length of [most - 1, most, most + 1, most + 2, most + 3]) {
      const list = bytesOf(`<L>${row(100).repeat(1500)}${row(length)}${row(100).repeat(3)}</L>`);
      const told = tellLarge(list, options, {});
      expect(told).toEqual(tellAll(list, [4096], options, {}));
      expect(told.some(E.isLeft)).toBe(row(length).trimEnd().length > most);
    }
  });

  it('is gone through from record to record', () => {
    const row = '<R>\n<A>1</A>\n<B><![CDATA[&]]></B>\n</R>\n';
    const passes = vi.spyOn(EventTeller.prototype, 'pass');
    const told = tellLarge(bytesOf(`<L>${row.repeat(100)}</L>`), { records: ALL_BUT_BLANKS }, {});
    expect(told.filter((event) => E.isRight(event) && event.right.kind === 'record')).toHaveLength(100);
    // Two leaves and a turn each, of 63 at most that are noted together.
    expect(passes.mock.calls.length).toBeLessThan(10);
    expect(passes.mock.calls.length).toBeGreaterThan(2);
    passes.mockRestore();
  });
});
