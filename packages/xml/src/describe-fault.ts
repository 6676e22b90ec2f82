import type { XmlFault, XmlPlace, XmlRule } from './fault.js';
import type { XmlLimits } from './limits.js';
import type { XmlWriteFault } from './writing/write.js';

const RULES: Readonly<Record<XmlRule, string>> = {
  'attribute-duplicate': 'an attribute stands twice in one tag',
  'attribute-less-than': 'an attribute value holds "<"',
  'attribute-syntax': 'an attribute is not written as name="value"',
  'cdata-end-in-text': 'text holds "]]>"',
  'cdata-outside': 'a CDATA section stands outside the root element',
  character: 'a character that XML cannot hold',
  'close-without-open': 'an end tag closes nothing',
  'close-mismatch': 'an end tag does not match the open element',
  'comment-syntax': 'a comment holds "--"',
  'content-after-root': 'text follows the root element',
  'declaration-in-doctype': 'a declaration of the document type is faulty',
  declaration: 'the XML declaration is faulty or not at the start',
  'doctype-place': 'a document type stands where none may be',
  'doctype-syntax': 'the document type is faulty',
  'entity-external': 'an attribute value refers to an external entity',
  'entity-less-than': 'an attribute value refers to an entity that holds "<"',
  'entity-recursion': 'an entity refers to itself',
  'entity-text': 'the text of an entity is not well-formed',
  'entity-unparsed': 'a reference to an entity that is no text',
  'entity-undeclared': 'an entity that is not declared',
  markup: 'markup that is none',
  name: 'a name is not a name',
  'parameter-entity': 'a parameter entity stands where none may be',
  'processing-instruction': 'a processing instruction is faulty',
  reference: 'a "&" begins no reference',
  'second-root': 'a second root element',
  'tag-syntax': 'a tag is faulty',
  'text-before-root': 'text stands before the root element',
};

const LIMITS: Readonly<Record<keyof XmlLimits, string>> = {
  depth: 'elements inside one another',
  tagBytes: 'bytes in one tag',
  nameBytes: 'bytes in one name',
  names: 'different names',
  recordElements: 'elements in one record',
  attributes: 'attributes in one tag',
  recordBytes: 'bytes in one record',
  asideBytes: 'bytes in one comment or processing instruction',
  doctypeBytes: 'bytes in the document type',
};

/** At most 60 printable characters of something that came from outside. */
const shown = (text: string): string => {
  const printable = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return JSON.stringify(printable.length > 60 ? `${printable.slice(0, 60)}…` : printable);
};

/** The start and the end of a path: the root, and where it is. */
const short = (path: string): string =>
  path.length > 200 ? `${path.slice(0, 60)}…${path.slice(-120)}` : path;

const at = ({ offset, path }: XmlPlace): string =>
  path === '' ? `at byte ${offset}` : `at byte ${offset} in ${short(path)}`;

const encodingProblem = ({ problem, encoding, found }: XmlFault & { readonly tag: 'Encoding' }): string => {
  switch (problem) {
    case 'bytes':
      return `${found} is not ${encoding}; declare the encoding that it is, or decode it with repair`;
    case 'unsupported':
      return `it is declared as ${shown(encoding)}, which is not read here; convert it to UTF-8`;
    case 'contradiction':
      return `it is declared as ${shown(encoding)}, and its bytes say otherwise; correct its first line`;
    case 'unmarked':
      return `it looks like ${encoding} without a byte order mark that is read here; convert it to UTF-8`;
  }
};

/** One line that says why an element cannot be written. */
export const describeXmlWriteFault = (fault: XmlWriteFault): string => {
  const where = fault.path === '' ? 'the outermost element' : `an element in ${short(fault.path)}`;
  return fault.tag === 'Character'
    ? `${where} holds ${fault.found}, which XML cannot`
    : `${where} has the name ${shown(fault.name)}, which is none`;
};

/** One line that says what is wrong with a document and where. */
export const describeXmlFault = (fault: XmlFault): string => {
  switch (fault.tag) {
    case 'Empty':
      return 'the document is empty';
    case 'NotXml':
      return fault.looks === 'html'
        ? `this is an HTML page, not a report: ${shown(fault.snippet)}`
        : `this is not XML: it begins with ${shown(fault.snippet)}`;
    case 'Truncated':
      return `the document is cut off ${at(fault)}: ${fault.inside} is not closed`;
    case 'NotWellFormed':
      return `the document is not well-formed ${at(fault)}: ${RULES[fault.rule]}${fault.found === '' ? '' : ` (${shown(fault.found)})`}`;
    case 'Encoding':
      return `the document cannot be decoded ${at(fault)}: ${encodingProblem(fault)}`;
    case 'Doctype':
      return `the document type ${at(fault)} declares something of its own; that is refused, whatever it is`;
    case 'Limit':
      return `the document has more than ${fault.value} ${LIMITS[fault.limit]} ${at(fault)}`;
    case 'Name':
      return `the name ${shown(fault.name)} ${at(fault)} is none that a report of this API can hold`;
  }
};
