import { describe, expect, it } from 'vitest';
import type { XmlLimits } from '../../src/index.js';
import { faultOf, readingTold, tellAll } from '../reading.js';

const SIZES = [1, 2, 3, 5, 8, 10, 1000];

/** Documents on which a law was broken once, under which limits, and what is wrong with them. */
const FAULTS: readonly (readonly [string, Partial<XmlLimits>, object])[] = [
  // The limit was passed between two declarations, and the next was read from behind it.
  [
    '<!DOCTYPE a [\r\n<!ELEMENT a ANY>\r\n<?p x?>\r\n<!ELEMENT b ANY>]><a/>',
    { doctypeBytes: 18 },
    { tag: 'Limit', limit: 'doctypeBytes', offset: 0 },
  ],
  // A name that was not all there was told as it was by then.
  ['<!DOCTYPE a [<!ENTITY -ge "x">]><a/>', {}, { rule: 'name', found: '-ge', offset: 22 }],
  // A reference was longer than names may be where it was not all there, and not where it was.
  ['<a b="&quot;&#65;"><cc/></a>', { nameBytes: 1 }, { limit: 'nameBytes', offset: 20 }],
  // What follows a parameter entity was taken for undeclared.
  ['<!DOCTYPE a [<!ENTITY % p ""> %p; ]><a>&b;</a>', {}, { tag: 'Doctype', offset: 13 }],
  // A page was seen where a document had declarations.
  ['<!DOCTYPE html [<!ELEMENT html ANY>]><html><%></html>', {}, { rule: 'markup', offset: 43 }],
  // The second root was seen only when its tag was whole.
  ['<a/><b c', {}, { rule: 'second-root', offset: 4 }],
  // A byte that is none, before the root, was taken for UTF-16.
  ['\u0000<a/>', {}, { rule: 'character', found: 'U+0000', offset: 0 }],
];

describe('what was found once stays mended', () => {
  it.each(FAULTS)('%j is refused for the same, however it is cut', (text, limits, fault) => {
    for (const size of SIZES) {
      expect(faultOf(tellAll(Buffer.from(text), [size], { limits })), `pieces of ${size}`).toMatchObject(
        fault,
      );
    }
  });

  it.each([
    // The place of an external identifier was passed over where it was not all there.
    ['<!DOCTYPE a SYSTEM "b" [ ]><a/>', []],
    // Blanks between two sections were no text, though those beside them were.
    ['<a><![CDATA[b]]> <![CDATA[c]]>\n</a>', ['b c\n']],
    ['<a> <![CDATA[ ]]>b<!-- --> </a>', ['  b ']],
  ])('%j is read, however it is cut', (text, inside) => {
    for (const size of SIZES) expect(readingTold(tellAll(Buffer.from(text), [size]))?.inside).toEqual(inside);
  });
});
