import { textOf, type XmlElement } from '@openguard/xml';
import type { Element, Fields } from './element.js';
import { isBlankText, layoutOf } from './layout.js';

/** Something in an element that its declaration does not know, with its text. */
export interface Unknown {
  readonly path: string;
  readonly text: string;
}

/** The part of a declaration that tells what is known: a name and fields. */
export type Declared = Pick<Element<never>, 'tagName'> & { readonly fields: Fields };

const isDeclared = (type: object): type is Declared => 'fields' in type;

const everything = (element: XmlElement, path: string): Unknown[] => {
  const text = textOf(element);
  const inner = element.children.flatMap((node) =>
    typeof node === 'string' ? [] : everything(node, `${path}/${node.tagName}`),
  );
  const attributes = Object.entries(element.attributes).map(([name, value]) => ({
    path: `${path}/@${name}`,
    text: value,
  }));
  const isEmpty = inner.length === 0 && attributes.length === 0;
  const own = !isBlankText(text) || isEmpty ? [{ path, text }] : [];
  return [...own, ...attributes, ...inner];
};

/**
 * Everything in an element that its declaration does not know: attributes, children, further occurrences of
 * what stands once, and text where none is declared. With the texts, so that nothing of a document is lost.
 *
 * @param path where the element stands, such as `/SCAN/IP/OS`
 */
export const noticesOf = (declared: Declared, element: XmlElement, path: () => string): readonly Unknown[] =>
  unknownIn(declared, element, path());

const unknownIn = (declared: Declared, element: XmlElement, path: string): readonly Unknown[] => {
  const layout = layoutOf(declared.fields);
  const found: Unknown[] = [];
  for (const [name, text] of Object.entries(element.attributes)) {
    if (!layout.knowsAttribute(name)) found.push({ path: `${path}/@${name}`, text });
  }
  if (!layout.hasContent) {
    const text = textOf(element);
    if (!isBlankText(text)) found.push({ path, text });
  }
  const seen = new Set<string>();
  for (const node of element.children) {
    if (typeof node === 'string') continue;
    const inside = `${path}/${node.tagName}`;
    const field = layout.childField(node.tagName);
    if (field === undefined || (field.occurs !== 'many' && seen.has(node.tagName))) {
      found.push(...everything(node, inside));
    } else if (isDeclared(field.type)) {
      found.push(...unknownIn(field.type, node, inside));
    }
    seen.add(node.tagName);
  }
  return found;
};
