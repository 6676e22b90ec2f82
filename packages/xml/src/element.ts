/**
 * An element as txml builds it. Attributes and children are in document order; text, CDATA and references
 * are decoded, and adjacent pieces may be separate strings: read text with {@link textOf}.
 */
export interface XmlElement {
  readonly tagName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** The text directly inside an element, all pieces joined, nothing trimmed. */
export const textOf = (element: XmlElement): string => {
  const [only] = element.children;
  if (element.children.length === 1 && typeof only === 'string') return only;
  let text = '';
  for (const child of element.children) if (typeof child === 'string') text += child;
  return text;
};

/** The value of an attribute, `undefined` when it is absent. */
export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined;
