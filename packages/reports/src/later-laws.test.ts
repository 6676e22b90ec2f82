import { noticesOf } from '@openguard/codec';
import { readXmlTree, writeElement, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../test/arbitrary-element.js';
import { modelOfDeclaration, modelOfDtd } from '../test/content-model.js';
import { judgeOf } from '../test/judge.js';
import { LATER_ROOTS } from '../test/later-roots.js';
import { plausible } from '../test/plausible.js';
import { readItems } from '../test/read-items.js';
import { TOKEN, withToken } from '../test/tree-edit.js';
import { LATER_DOCUMENTS } from './later-documents.js';
import { LATER_DTDS } from './index.js';

const reversed = (element: XmlElement): XmlElement => ({
  ...element,
  attributes: Object.fromEntries(Object.entries(element.attributes).reverse()),
  children: [...element.children]
    .map((child) => (typeof child === 'string' ? child : reversed(child)))
    .sort((a, b) => {
      const [left, right] = [a, b].map((node) => (typeof node === 'string' ? '' : node.tagName));
      return (right ?? '').localeCompare(left ?? '');
    }),
});

const dtdFor = (root: string): string =>
  [...LATER_DTDS.values()].find((dtd) => dtd.startsWith(`<!ELEMENT ${root} `)) ?? '';

it('every document has a declaration and a DTD', () => {
  const roots = LATER_ROOTS.map(({ tagName }) => tagName).sort();
  expect([...LATER_DOCUMENTS.keys()].sort()).toEqual(roots);
  expect([...LATER_DTDS.values()].map((dtd) => /<!ELEMENT (\S+)/.exec(dtd)?.[1]).sort()).toEqual(roots);
});

/** The tree with a child that no declaration knows. */
const spoilt = (element: XmlElement): XmlElement => ({
  ...element,
  children: [...element.children, { tagName: 'BOGUS', attributes: {}, children: [] }],
});

describe.each(LATER_ROOTS.map((root) => [root.tagName, root] as const))('%s', (name, root) => {
  const values = arbitraryElement(root.fields);
  const encoded = values.map((value) => [value, root.encode(value as never)] as const);

  it('decodes what it encodes, also from text and in another order, and knows all of it', () => {
    fc.assert(
      fc.property(encoded, ([value, element]) => {
        expect(root.is(value)).toBe(true);
        expect(root.decode(element)).toEqual(E.right(value));
        expect(noticesOf(root, element, () => '')).toEqual([]);
        expect(root.decode(reversed(element))).toEqual(E.right(value));
        const read = readXmlTree(writeElement(element));
        expect(E.isRight(read) && root.decode(read.right)).toEqual(E.right(value));
      }),
      { numRuns: 10 },
    );
  });

  it('writes what its DTD allows, and the judge refuses one element more', () => {
    const dtd = dtdFor(name);
    expect(modelOfDtd(dtd)).toEqual(modelOfDeclaration(root));
    const judge = judgeOf(dtd);
    fc.assert(
      fc.property(encoded, ([, element]) => {
        expect(judge(writeElement(element))).toBeUndefined();
        expect(judge(writeElement(spoilt(element)))).toBeDefined();
      }),
      { numRuns: 5 },
    );
  });

  it('loses no text, wherever it stands: it is told, or the document is refused', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(withToken(encoded.map(([, element]) => plausible(element))), async (tree) => {
        const document = writeElement(tree);
        const { items, fault } = await readItems(document);
        if (fault !== undefined) return;
        told += 1;
        expect(JSON.stringify(items), document).toContain(TOKEN);
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(told).toBeGreaterThan(10);
  });
});
