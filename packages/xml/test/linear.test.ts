import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, XmlReader, type ReadOptions } from '../src/index.js';

const encoder = new TextEncoder();
const UNBOUNDED = Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((limit) => [limit, 100_000_000]));

/** What a document of a size is made of, and in pieces of how many bytes it comes. */
interface Growing {
  readonly what: string;
  readonly size: number;
  readonly pieces: number;
  readonly write: (size: number) => string;
  readonly options?: ReadOptions;
}

const many = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join('');

/** As many different words as there are numbers that a hash by 31 does not tell apart: `Aa` is `BB` to it. */
const alike = (index: number): string =>
  index.toString(2).padStart(18, '0').replaceAll('0', 'Aa').replaceAll('1', 'BB');

const GROWING: readonly Growing[] = [
  { what: 'an attribute', size: 2_000_000, pieces: 1024, write: (n) => `<a b="${'>'.repeat(n)}"/>` },
  {
    what: 'a CDATA section',
    size: 1_000_000,
    pieces: 1,
    write: (n) => `<a><![CDATA[${']x'.repeat(n / 2)}]]></a>`,
  },
  { what: 'a text', size: 1_000_000, pieces: 1, write: (n) => `<a>${'x>'.repeat(n / 2)}</a>` },
  { what: 'a comment', size: 400_000, pieces: 1, write: (n) => `<a><!--${'- '.repeat(n / 2)}--></a>` },
  { what: 'an instruction', size: 400_000, pieces: 1, write: (n) => `<a><?p ${'? '.repeat(n / 2)}?></a>` },
  {
    what: 'different names',
    size: 70_000,
    pieces: 65_536,
    write: (n) => `<a>${many(n, (i) => `<b${i}/>`)}</a>`,
  },
  {
    what: 'names that seem alike',
    size: 70_000,
    pieces: 65_536,
    write: (n) => `<a>${many(n, (i) => `<${alike(i)}/>`)}</a>`,
  },
  { what: 'attributes', size: 70_000, pieces: 1024, write: (n) => `<a ${many(n, (i) => ` b${i}=""`)}/>` },
  {
    what: 'lines that end in two bytes',
    size: 500_000,
    pieces: 65_536,
    write: (n) => `<a>${'<b/>\r\n'.repeat(n)}</a>`,
  },
  { what: 'tiny comments', size: 1_000_000, pieces: 65_536, write: (n) => `<a>${'<!---->'.repeat(n)}</a>` },
  { what: 'references', size: 1_000_000, pieces: 1400, write: (n) => `<a><b>${'&amp;'.repeat(n)}</b></a>` },
  {
    what: 'references to characters',
    size: 400_000,
    pieces: 97,
    write: (n) => `<a><b c="${'&#65;'.repeat(n)}"/></a>`,
  },
  {
    what: 'pieces of one text',
    size: 300_000,
    pieces: 65_536,
    write: (n) => `<a>${'x<![CDATA[y]]>'.repeat(n)}</a>`,
  },
  {
    what: 'elements in a record',
    size: 400_000,
    pieces: 4096,
    write: (n) => `<a><b>${'<c>x</c>'.repeat(n)}</b></a>`,
  },
  {
    what: 'elements inside one another',
    size: 200_000,
    pieces: 4096,
    write: (n) => '<a>'.repeat(n) + '</a>'.repeat(n),
  },
  { what: 'blanks in an end tag', size: 400_000, pieces: 1, write: (n) => `<a><b></b${' '.repeat(n)}></a>` },
  { what: 'blanks before the root', size: 1_000_000, pieces: 7, write: (n) => `${' '.repeat(n)}<a/>` },
  {
    what: 'a declaration',
    size: 400_000,
    pieces: 97,
    write: (n) => `<!DOCTYPE a [<!ATTLIST a ${many(n / 20, (i) => ` b${i} (c|d) #IMPLIED`)}>]><a/>`,
  },
  {
    what: 'groups inside one another',
    size: 100_000,
    pieces: 97,
    write: (n) => `<!DOCTYPE a [<!ELEMENT a ${'('.repeat(n)}b${')'.repeat(n)}>]><a/>`,
  },
  {
    what: 'entities in a chain',
    size: 4000,
    pieces: 4096,
    write: (n) =>
      `<!DOCTYPE a [${many(n, (i) => `<!ENTITY e${i} "&e${i + 1};">`)}<!ENTITY e${n} "">]><a b="&e0;"/>`,
  },
  {
    what: 'entities that double',
    size: 4000,
    pieces: 4096,
    write: (n) =>
      `<!DOCTYPE a [${many(n, (i) => `<!ENTITY e${i} "&e${i + 1};&e${i + 1};">`)}<!ENTITY e${n} "">]><a>&e0;</a>`,
  },
  {
    what: 'parameter entities that double',
    size: 4000,
    pieces: 4096,
    write: (n) =>
      `<!DOCTYPE a [<!ENTITY % e0 "">${many(n, (i) => `<!ENTITY % e${i + 1} "&#37;e${i};&#37;e${i};">`)}%e${n};]><a/>`,
  },
  {
    what: 'what has to be mended',
    size: 300_000,
    pieces: 4096,
    write: (n) => `<a><b>${'&\u0001'.repeat(n)}</b></a>`,
    options: { repair: true },
  },
];

const secondsFor = ({ write, pieces, options = {} }: Growing, size: number): number => {
  const document = encoder.encode(write(size));
  const reader = new XmlReader({}, { ...options, limits: UNBOUNDED });
  const start = performance.now();
  let told = 0;
  for (let from = 0; from < document.length; from += pieces) {
    for (const event of reader.push(document.subarray(from, from + pieces)))
      told += event._tag === 'Right' ? 1 : 2;
  }
  told += [...reader.finish()].length;
  expect(told).toBeGreaterThan(0);
  return (performance.now() - start) / 1000;
};

/** How many times as long a document takes that is four times as large. */
const growthOf = (growing: Growing): number => {
  const small = secondsFor(growing, growing.size / 4);
  return secondsFor(growing, growing.size) / small;
};

/** Linear is 4, quadratic 16. */
const MOST = 10;
const TRIALS = 4;

describe('no document takes longer than in proportion to its size', () => {
  // Whatever else the machine does may slow one trial down, hardly all.
  it.each(GROWING)('$what', (growing) => {
    const growths: number[] = [];
    while (growths.length < TRIALS && !growths.some((growth) => growth < MOST))
      growths.push(growthOf(growing));
    expect(Math.min(...growths)).toBeLessThan(MOST);
  });
});
