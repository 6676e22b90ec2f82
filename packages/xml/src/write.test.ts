import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readXmlTree,
  replaceForbidden,
  textOf,
  writeElement,
  XML_DECLARATION,
  type XmlElement,
} from './index.js';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(']]>', ']', '>', '<![CDATA[', '&amp;', '&', '\r', '\n', '\t', '"', ' '),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
});
const leaf = fc.record({
  tagName: fc.constantFrom('TITLE', 'RESULT', 'A-1'),
  attributes: fc.dictionary(fc.constantFrom('value', 'format', 'x'), hostile.map(replaceForbidden), {
    maxKeys: 2,
  }),
  children: hostile.map((text) => (text === '' ? [] : [replaceForbidden(text)])),
});
const branch = fc.record({
  tagName: fc.constantFrom('VULN', 'CAT'),
  attributes: fc.constant({}),
  children: fc.array(leaf, { minLength: 1, maxLength: 3 }),
});

/** A tree with its text joined, and without the blanks between elements. */
const essence = (element: XmlElement): unknown => {
  const elements = element.children.filter((child) => typeof child !== 'string');
  return {
    name: element.tagName,
    attributes: { ...element.attributes },
    inside: elements.length > 0 ? elements.map(essence) : textOf(element),
  };
};

describe('writeElement', () => {
  it('writes what is read back, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(leaf, branch), (element) => {
        const read = readXmlTree(
          XML_DECLARATION + writeElement({ tagName: 'R', attributes: {}, children: [element] }),
        );
        if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
        expect(essence(read.right)).toEqual(essence({ tagName: 'R', attributes: {}, children: [element] }));
      }),
      { numRuns: 1000 },
    );
  });

  it('writes canonically', () => {
    expect(
      writeElement({
        tagName: 'VULN',
        attributes: { value: 'a"<b>', severity: '2' },
        children: [
          { tagName: 'TITLE', attributes: {}, children: ['plain'] },
          { tagName: 'RESULT', attributes: {}, children: ['a]]>b & c'] },
          { tagName: 'E', attributes: {}, children: [] },
        ],
      }),
    ).toBe(
      '<VULN value="a&quot;&lt;b&gt;" severity="2">\n  <TITLE>plain</TITLE>\n' +
        '  <RESULT><![CDATA[a]]]]><![CDATA[>b & c]]></RESULT>\n  <E />\n</VULN>\n',
    );
  });

  it('replaces what XML cannot hold', () => {
    expect(replaceForbidden('a\u0000b\u001bc\ud800d\uffffe\u{1F600}')).toBe('a?b?c?d?e\u{1F600}');
  });
});
