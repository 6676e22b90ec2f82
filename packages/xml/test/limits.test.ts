import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, describeXmlFault, readXmlTree, type XmlLimits } from '../src/index.js';
import { faultOf, tellAll } from './reading.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const many = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join('');

/** A limit, and a document that has so much of what it bounds. */
const BOUNDED: readonly (readonly [keyof XmlLimits, number, (count: number) => string])[] = [
  ['depth', 7, (n) => '<a>'.repeat(n) + '</a>'.repeat(n)],
  ['depth', 7, (n) => `${'<a>'.repeat(n - 1)}<a/>${'</a>'.repeat(n - 1)}`],
  ['tagBytes', 40, (n) => `<r><a b="${'x'.repeat(n - 8)}"/></r>`.replace('b="x', 'b="')],
  ['tagBytes', 40, (n) => `<r><a${' '.repeat(n - 3)}></a></r>`],
  ['tagBytes', 40, (n) => `<r><a></a${' '.repeat(n - 3)}></r>`],
  ['tagBytes', 40, (n) => `<r${' '.repeat(n - 3)}></r>`],
  ['nameBytes', 40, (n) => `<r><${'x'.repeat(n)}/></r>`],
  ['nameBytes', 40, (n) => `<r><a ${'x'.repeat(n)}=""/></r>`],
  ['nameBytes', 40, (n) => `<r><?${'x'.repeat(n)}?></r>`],
  ['names', 12, (n) => `<r>${many(n - 1, (i) => `<a${i}/>`)}</r>`],
  ['names', 12, (n) => `<r><a ${many(n - 2, (i) => ` a${i}=""`)}/></r>`],
  ['recordElements', 12, (n) => `<r><a>${'<b/>'.repeat(n - 1)}</a></r>`],
  ['attributes', 12, (n) => `<r><a${many(n, (i) => ` a${i}="&lt;"`)}/></r>`],
  ['recordBytes', 40, (n) => `<r><a>${'x'.repeat(n - 7)}</a></r>`],
  ['recordBytes', 40, (n) => `<r><a>${many(n - 9, () => 'x')}<b/>`.replace('xx', '') + '</a></r>'],
  ['recordBytes', 40, (n) => `<r>${'x'.repeat(n)}</r>`],
  ['recordBytes', 40, (n) => `<r>${'x'.repeat(n - 5)}&lt;]</r>`],
  ['recordBytes', 40, (n) => `<r><![CDATA[${'x'.repeat(n - 12)}]]></r>`],
  ['asideBytes', 40, (n) => `<r><!--${'x'.repeat(n - 7)}--></r>`],
  ['asideBytes', 40, (n) => `<!--${'x'.repeat(n - 7)}--><r/>`],
  ['asideBytes', 40, (n) => `<r/><?p ${'x'.repeat(n - 6)}?>`],
  ['asideBytes', 40, (n) => `<?xml version="1.0"${' '.repeat(n - 21)}?><r/>`],
  ['doctypeBytes', 40, (n) => `<!DOCTYPE r SYSTEM "${'x'.repeat(n - 22)}"><r/>`],
  ['doctypeBytes', 40, (n) => `<!DOCTYPE r [${' '.repeat(n - 15)}]><r/>`],
];

describe('a limit', () => {
  it.each(BOUNDED)('%s is kept to at its bound, however the document is cut (%#)', (limit, bound, write) => {
    for (const size of [1, 2, 7, 1000]) {
      const told = (count: number) => tellAll(bytesOf(write(count)), [size], { limits: { [limit]: bound } });
      expect(faultOf(told(bound)), `at the bound in pieces of ${size}`).toBeUndefined();
      const fault = faultOf(told(bound + 1));
      expect(fault, `beyond in pieces of ${size}`).toMatchObject({ tag: 'Limit', limit, value: bound });
      expect(fault === undefined ? '' : describeXmlFault(fault)).toMatch(`more than ${bound} `);
    }
  });

  it('is tested for each that there is', () => {
    expect(new Set(BOUNDED.map(([limit]) => limit))).toEqual(new Set(Object.keys(DEFAULT_LIMITS)));
  });

  it('stops a tag, a declaration or a name that never ends while it comes in', () => {
    const begun = ['<r><a b="', '<r><a ', '<r></', '<!DOCTYPE r [<!ENTITY e "', '<r>&', '<r><!-- '];
    for (const begin of [
      ...begun.map((text) => text + 'x'.repeat(3_000_000)),
      `<?xml${' '.repeat(3_000_000)}`,
    ]) {
      expect(faultOf(tellAll(bytesOf(begin), [65_536])), begin.slice(0, 30)).toMatchObject({ tag: 'Limit' });
    }
  });

  it('is no matter of recursion: elements may lie as deep as they are allowed to', () => {
    const document = bytesOf('<a>'.repeat(200_000) + '</a>'.repeat(200_000));
    const limits = { depth: 1_000_000, recordElements: 1_000_000 };
    expect(faultOf(tellAll(document, [65_536], { limits }))).toBeUndefined();
    expect(faultOf(tellAll(document.subarray(0, 600_000), [65_536], { limits }))).toMatchObject({
      tag: 'Truncated',
    });
    expect(readXmlTree(document, limits)).toMatchObject({ left: { tag: 'Limit', limit: 'depth' } });
  });
});
