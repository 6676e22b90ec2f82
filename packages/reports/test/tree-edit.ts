import type { XmlElement, XmlNode } from '@openguard/xml';
import fc from 'fast-check';

/** What is hidden in a document, to be found in what is read of it. */
export const TOKEN = 'q7hidden7q';

/** Changes an element so that it holds the token; `which` chooses among its attributes, children or places. */
type Edit = (element: XmlElement, which: number) => XmlElement;

/** Children without which an element is refused, and the document with it. */
const REQUIRED = new Map<string, readonly string[]>([
  ...['INFO', 'SERVICE', 'VULN', 'PRACTICE'].map((name) => [name, ['TITLE']] as const),
  ['EXPLT_SRC', ['SRC_NAME']],
  ['MW_SRC', ['SRC_NAME']],
  ['ASSET_GROUP', ['ASSET_GROUP_TITLE']],
  ['OPTION_PROFILE', ['OPTION_PROFILE_TITLE']],
  ['RANGE', ['START', 'END']],
  ['REGISTRATION', ['USERINFO', 'ERROR']],
  ['USERINFO', ['USERNAME', 'SERVICE_LEVEL', 'SERVICELEVEL']],
  ['ABOUT', ['API-VERSION', 'WEB-VERSION', 'SCANNER-VERSION', 'VULNSIGS-VERSION']],
  ['GENERIC_RETURN', ['RETURN']],
]);

const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

const nth = <A>(values: readonly A[], which: number): A | undefined => values[which % (values.length || 1)];

const requiredIn = ({ tagName, children }: XmlElement): readonly XmlElement[] =>
  (REQUIRED.get(tagName) ?? []).flatMap(
    (name) => children.filter(isElement).find((child) => child.tagName === name) ?? [],
  );

const inserted = (element: XmlElement, which: number, node: XmlNode): XmlElement => ({
  ...element,
  children: element.children.toSpliced(which % (element.children.length + 1), 0, node),
});

/** The severity of a weakness stays: without one that is none, the document is refused. */
const mayChange = ({ tagName }: XmlElement, name: string): boolean =>
  name !== 'severity' || (tagName !== 'VULN' && tagName !== 'PRACTICE');

const inAttribute: Edit = (element, which) => {
  const names = Object.keys(element.attributes).filter((name) => mayChange(element, name));
  return { ...element, attributes: { ...element.attributes, [nth(names, which) ?? 'extra']: TOKEN } };
};

const emptied: Edit = (element) => ({ ...element, children: [...requiredIn(element), TOKEN] });

const EDITS: readonly [Edit, ...Edit[]] = [
  (element, which) => inserted(element, which, TOKEN),
  (element, which) => inserted(element, which, { tagName: 'NEW', attributes: {}, children: [TOKEN] }),
  (element, which) => inserted(element, which, { tagName: 'NEW', attributes: { at: TOKEN }, children: [] }),
  (element, which) => inserted(element, which, { tagName: TOKEN, attributes: {}, children: [] }),
  (element) => ({ ...element, attributes: { ...element.attributes, extra: TOKEN } }),
  inAttribute,
  emptied,
  // An attribute of an element that holds nothing.
  (element, which) => ({ ...inAttribute(element, which), children: requiredIn(element) }),
  // A child that is alone.
  (element, which) => {
    const chosen = nth(element.children.filter(isElement), which);
    const others = requiredIn(element).filter((child) => child !== chosen);
    return chosen === undefined
      ? emptied(element, which)
      : { ...element, children: [...others, emptied(chosen, which)] };
  },
];

const sizeOf = (element: XmlElement): number =>
  1 + element.children.filter(isElement).reduce((sum, child) => sum + sizeOf(child), 0);

/** Edits the element that stands `place` elements into the tree, in document order. */
const editAt = (
  element: XmlElement,
  place: number,
  edit: (element: XmlElement) => XmlElement,
): XmlElement => {
  if (place === 0) return edit(element);
  let before = 1;
  const children = element.children.map((child) => {
    if (!isElement(child)) return child;
    const from = before;
    before += sizeOf(child);
    return from <= place && place < before ? editAt(child, place - from, edit) : child;
  });
  return { ...element, children };
};

const number = fc.noBias(fc.nat(1_000_000));

/**
 * Trees like the given ones with the token put in at any place: as text, as an attribute, as a new element, in
 * place of what stood there, or inside a second copy of a child, before or after it.
 */
export const withToken = (trees: fc.Arbitrary<XmlElement>): fc.Arbitrary<XmlElement> =>
  fc
    .record({
      tree: trees,
      place: number,
      edit: fc.constantFrom(...EDITS),
      which: number,
      copied: fc.boolean(),
      child: number,
      inside: number,
      at: number,
    })
    .map(({ tree, place, edit, which, copied, child, inside, at }) =>
      editAt(tree, place % sizeOf(tree), (element) => {
        const chosen = copied ? nth(element.children.filter(isElement), child) : undefined;
        if (chosen === undefined) return edit(element, which);
        const copy = editAt(chosen, inside % sizeOf(chosen), (part) => edit(part, which));
        return inserted(element, at, copy);
      }),
    );
