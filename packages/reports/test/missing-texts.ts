import type { DocumentItem } from '@openguard/model';
import { readXmlTree, textOf, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';

/** The tree of a document that must be well-formed. */
export const treeOf = (document: Uint8Array | string): XmlElement => {
  const tree = readXmlTree(document);
  if (E.isLeft(tree)) throw new Error(JSON.stringify(tree.left));
  return tree.right;
};

const textsIn = (element: XmlElement): readonly string[] => [
  ...Object.values(element.attributes),
  textOf(element),
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : textsIn(child))),
];

const saidBy = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...saidBy(part)]);
};

/**
 * Every text and attribute of a document that its items do not say. `over ssl` is said as `ssl`, and a list of
 * CVE identifiers one by one.
 */
export const missingTexts = (
  document: Uint8Array | string,
  items: readonly DocumentItem[],
): readonly string[] => {
  const said = new Set(saidBy(items));
  const ssl = items.some((item) => item.kind === 'finding' && item.ssl === true);
  return textsIn(treeOf(document)).filter(
    (text) =>
      text.trim() !== '' &&
      !said.has(text) &&
      !(text === 'over ssl' && ssl) &&
      !text.split(',').every((part) => part.startsWith('CVE-') && said.has(part)),
  );
};
