import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from '../src/bytes/decoder.js';
import type { ReadOptions, Records, Spine } from '../src/index.js';
import { compiledRun } from '../src/passages/run-code.js';
import { tellAll, type Told } from './reading.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** So much stands before a document that it is read as a large one. */
const PADDING = bytesOf(`<!--${' '.repeat(300 * 1024)}-->`);

const leaf = { attributes: [], text: 'all', children: {}, others: false } as const;
const blank = { ...leaf, text: 'none' } as const;

/** What may be wanted of the records of a list. */
const WANTED: readonly Records[] = [
  {},
  { R: 'nothing' },
  { R: { attributes: [], text: 'none', children: { A: leaf, C: leaf }, others: false } },
  { R: { attributes: [], text: 'none', children: { A: leaf, B: blank, C: leaf, D: leaf }, others: false } },
  { R: { attributes: [], text: 'not-blank', children: { B: leaf }, others: true } },
  { R: { attributes: 'all', text: 'all', children: { A: leaf }, others: false } },
];
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

/** Elements in an order that repeats itself, with texts that do not, as in a report. */
const rows = fc
  .tuple(
    fc.array(fc.constantFrom('A', 'B', 'C', 'D', LONG), { minLength: 2, maxLength: 8 }),
    fc.constantFrom(...SPACES),
    fc.array(
      fc.array(fc.oneof(fc.constantFrom(...TEXTS), fc.stringMatching(/^[a-z 0-9.:-]{0,40}$/)), {
        minLength: 8,
        maxLength: 8,
      }),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([names, space, texts]) =>
    texts
      .map((of) => `<R>${names.map((name, i) => `<${name}>${of[i] ?? ''}</${name}>`).join(space)}</R>`)
      .join(space),
  );

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
      fc.property(rows, fc.constantFrom(...WANTED), fc.constantFrom(...SPINES), (row, records, spine) => {
        const list = bytesOf(`<L>${row}</L>`);
        expect(tellLarge(list, { records }, spine)).toEqual(tellAll(list, [1], { records }, spine));
      }),
      { numRuns: 200 },
    );
  });

  it('is refused as one that comes byte by byte', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...WANTED),
        fc.nat(),
        fc.constantFrom(...bytesOf(' &/<>]B')),
        (row, records, at, byte) => {
          const list = bytesOf(`<L>${row}</L>`);
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
        const list = bytesOf(`<L><R>${row.replaceAll(/<.?R>/g, '')}</R></L>`);
        const options = { records, limits: { recordElements: most } };
        expect(tellLarge(list, options, {})).toEqual(tellAll(list, [1], options, {}));
      }),
      { numRuns: 100 },
    );
  });
});
