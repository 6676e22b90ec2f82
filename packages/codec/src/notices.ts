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

interface Index {
  readonly attributes: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, AnyField>;
  readonly content: boolean;
}

const indexes = new WeakMap<Fields, Index>();

const indexOf = ({ fields }: Declared): Index => {
  const known = indexes.get(fields);
  if (known !== undefined) return known;
  const all: readonly AnyField[] = Object.values(fields);
  const index = {
    attributes: new Set(all.filter(({ place }) => place === 'attribute').map(({ name }) => name)),
    children: new Map(all.filter(({ place }) => place === 'child').map((field) => [field.name, field])),
    content: all.some(({ place }) => place === 'content'),
  };
  indexes.set(fields, index);
  return index;
};

const repeats = (element: XmlElement, position: number, name: string): boolean => {
  for (let i = 0; i < position; i += 1) {
    const node = element.children[i];
    if (typeof node === 'object' && node.tagName === name) return true;
  }
  return false;
};

/** Whether a declaration knows all of an element; the usual case, told without allocating anything. */
const knowsAll = (declared: Declared, element: XmlElement): boolean => {
  const { attributes, children, content } = indexOf(declared);
  for (const name in element.attributes) if (!attributes.has(name)) return false;
  for (const [position, node] of element.children.entries()) {
    if (typeof node === 'string') {
      if (!content && node.trim() !== '') return false;
      continue;
    }
    const field = children.get(node.tagName);
    if (field === undefined) return false;
    if (field.occurs !== 'many' && repeats(element, position, node.tagName)) return false;
    if (isDeclared(field.type) && !knowsAll(field.type, node)) return false;
  }
  return true;
};

const unknownIn = (declared: Declared, element: XmlElement, path: string): readonly Unknown[] => {
  const { attributes, children, content } = indexOf(declared);
  const found: Unknown[] = [];
  for (const [name, text] of Object.entries(element.attributes)) {
    if (!attributes.has(name)) found.push({ path: `${path}/@${name}`, text });
  }
  if (!content) {
    const text = textOf(element);
    if (text.trim() !== '') found.push({ path, text });
  }
  const seen = new Set<string>();
  for (const node of element.children) {
    if (typeof node === 'string') continue;
    const inside = `${path}/${node.tagName}`;
    const field = children.get(node.tagName);
    if (field === undefined || (field.occurs !== 'many' && seen.has(node.tagName))) {
      found.push(...everything(node, inside));
    } else if (isDeclared(field.type)) {
      found.push(...unknownIn(field.type, node, inside));
    }
    seen.add(node.tagName);
  }
  return found;
};

const NOTHING: readonly Unknown[] = [];

/**
 * Everything in an element that its declaration does not know: attributes, children, further occurrences of
 * what stands once, and text where none is declared. With the texts, so that nothing of a document is lost.
 *
 * @param path where the element stands, such as `/SCAN/IP/OS`; asked for only when something is found
 */
export const noticesOf = (declared: Declared, element: XmlElement, path: () => string): readonly Unknown[] =>
  knowsAll(declared, element) ? NOTHING : unknownIn(declared, element, path());
