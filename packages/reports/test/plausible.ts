import type { XmlElement } from '@openguard/xml';

/** Texts without which a document is refused, by the element and the one around it. */
const TEXTS = new Map([
  ['DETECTION/TYPE', 'Confirmed'],
  ['DETECTION/SEVERITY', '3'],
  ['VULN_INFO/TYPE', 'Practice'],
  ['VULNINFO/SEVERITY_LEVEL', '4'],
  ['ID_SET/ID', '7'],
  ['ID_SET/ID_RANGE', '3-5'],
]);

/** Elements that must be there although declarations can do without them. */
const ADDED = new Map([
  ['DETECTION', 'SEVERITY'],
  ['VULNINFO', 'SEVERITY_LEVEL'],
]);

const leaf = (tagName: string): XmlElement => ({ tagName, attributes: {}, children: [] });

/** A tree of any texts with those that make sense where others would be refused. */
export const plausible = (element: XmlElement): XmlElement => {
  const added = ADDED.get(element.tagName);
  const isThere = element.children.some((child) => typeof child !== 'string' && child.tagName === added);
  const children = added === undefined || isThere ? element.children : [...element.children, leaf(added)];
  return {
    ...element,
    children: children.map((child) => {
      if (typeof child === 'string') return child;
      const text = TEXTS.get(`${element.tagName}/${child.tagName}`);
      return text === undefined ? plausible(child) : { ...child, children: [text] };
    }),
  };
};
