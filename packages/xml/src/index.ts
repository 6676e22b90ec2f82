export { isXmlName, isXmlText } from './characters.js';
export { describeXmlFault, describeXmlWriteFault } from './describe-fault.js';
export { attributeOf, textOf, type XmlElement, type XmlNode } from './element.js';
export type { Spine, XmlEvent } from './event.js';
export type { EncodingProblem, XmlFault, XmlPlace, XmlRule } from './fault.js';
export { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
export type { Records } from './records/plan.js';
export type { Repair, Repairs } from './repairs.js';
export { readXml } from './read.js';
export { XmlReader, type ReadOptions } from './reader.js';
export { readXmlTree } from './tree.js';
export { WHOLE, type Wanted } from './records/wanted.js';
export { replaceForbidden } from './writing/escape.js';
export {
  ElementEncoder,
  endTag,
  startTag,
  writeElement,
  writeStartTag,
  writeXml,
  XML_DECLARATION,
  type WriteOptions,
  type XmlWriteFault,
} from './writing/write.js';
