import type { XmlElement } from './element.js';

/** The first line of every document that is written. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n';

const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]', 'g');

/** Replaces what XML cannot hold by "?", as the seeds say of characters that cannot be printed. */
export const replaceForbidden = (text: string): string =>
  text
    .replace(FORBIDDEN, '?')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const escape = (character: string): string => ESCAPES[character] ?? character;

const writeAttributes = (attributes: XmlElement['attributes']): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${replaceForbidden(value).replace(/[&<>"\t\n\r]/g, escape)}"`)
    .join('');

/**
 * Text that holds markup becomes CDATA, split where it holds "]]>" and around carriage returns, which a
 * reader would otherwise normalise away; other text stays as it is.
 */
const writeText = (text: string): string => {
  const allowed = replaceForbidden(text);
  if (!/[&<>\r]/.test(allowed)) return allowed;
  return allowed
    .split('\r')
    .map((piece) => (piece === '' ? '' : `<![CDATA[${piece.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`))
    .join('&#13;');
};

/** The start tag of an element, without its children; for documents that are written piece by piece. */
export const startTag = (element: Pick<XmlElement, 'tagName' | 'attributes'>): string =>
  `<${element.tagName}${writeAttributes(element.attributes)}>`;

/** The end tag that belongs to {@link startTag}. */
export const endTag = (element: Pick<XmlElement, 'tagName'>): string => `</${element.tagName}>`;

/**
 * Writes an element canonically: attributes and children in their order, an indented line for each element
 * that holds elements, text untouched. What is read back equals what was written, but for characters that
 * XML cannot hold.
 */
export const writeElement = (element: XmlElement, indent = ''): string => {
  const { tagName, children } = element;
  if (children.length === 0) return `${indent}<${tagName}${writeAttributes(element.attributes)} />\n`;
  const open = `${indent}${startTag(element)}`;
  const inside = children.every((child) => typeof child !== 'string')
    ? `\n${children.map((child) => writeElement(child, `${indent}  `)).join('')}${indent}`
    : children
        .map((child) => (typeof child === 'string' ? writeText(child) : writeElement(child).trimEnd()))
        .join('');
  return `${open}${inside}${endTag(element)}\n`;
};
