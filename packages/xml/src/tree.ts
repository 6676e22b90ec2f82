import { parse } from 'txml/txml';
import type { XmlElement } from './element.js';

// txml reads what follows these as raw text, and drops attributes that begin otherwise than with a letter.
const RAW_ELEMENTS = new Set(['script', 'style']);

/** Whether txml keeps an element of this name as it is. */
export const isElementNameKept = (name: string): boolean => !RAW_ELEMENTS.has(name);

/** Whether txml keeps an attribute of this name as it is. */
export const isAttributeNameKept = (name: string): boolean => /^[A-Za-z]/.test(name);

/**
 * Builds the tree of one element with txml.
 *
 * txml believes what it is given: the text must be exactly one element that was proven well-formed and
 * complete, without comments and processing instructions, with names that it keeps.
 */
export const buildTree = (proven: string): XmlElement | undefined => {
  const [root] = parse(proven, { decodeEntities: true, keepWhitespace: true, selfClosingTags: [] });
  return typeof root === 'object' ? (root as XmlElement) : undefined;
};
