import { textOf, type XmlElement } from '@openguard/xml';
import type { AnyField, Element, Fields } from './element.js';

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
  const own = text.trim() !== '' || (inner.length === 0 && attributes.length === 0) ? [{ path, text }] : [];
  return [...own, ...attributes, ...inner];
};

/**
 * Everything in an element that its declaration does not know: attributes, children, further occurrences of
 * what stands once, and text where none is declared. With the texts, so that nothing of a document is lost.
 *
 * @param path where the element stands, such as `/SCAN/IP/OS`
 */
export const noticesOf = (declared: Declared, element: XmlElement, path: string): readonly Unknown[] => {
  const fields: readonly AnyField[] = Object.values(declared.fields);
  const found: Unknown[] = [];
  for (const name of Object.keys(element.attributes)) {
    if (fields.some((field) => field.place === 'attribute' && field.name === name)) continue;
    found.push({ path: `${path}/@${name}`, text: element.attributes[name] ?? '' });
  }
  if (!fields.some((field) => field.place === 'content')) {
    const text = textOf(element);
    if (text.trim() !== '') found.push({ path, text });
  }
  const seen = new Set<string>();
  for (const node of element.children) {
    if (typeof node === 'string') continue;
    const inside = `${path}/${node.tagName}`;
    const field = fields.find(({ place, name }) => place === 'child' && name === node.tagName);
    if (field === undefined || (field.occurs !== 'many' && seen.has(node.tagName))) {
      found.push(...everything(node, inside));
    } else if (isDeclared(field.type)) {
      found.push(...noticesOf(field.type, node, inside));
    }
    seen.add(node.tagName);
  }
  return found;
};
