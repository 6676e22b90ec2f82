export { isXmlName, isXmlText } from './characters.js';
export { describeXmlFault } from './describe-fault.js';
export { attributeOf, textOf, type XmlElement, type XmlNode } from './element.js';
export type { Spine, XmlEvent } from './event.js';
export type { XmlFault, XmlPlace, XmlRule } from './fault.js';
export { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
export { readXml, readXmlTree } from './read.js';
export { XmlReader } from './reader.js';
export { replaceForbidden, startTag, endTag, writeElement, XML_DECLARATION } from './write.js';
