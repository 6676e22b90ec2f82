import { writeElement, type XmlElement } from '@openguard/xml';
import type { ValueRow } from '../src/index.js';
import { treeOf } from './missing-texts.js';

const FINDING =
  '<TITLE>t</TITLE><DIAGNOSIS>d</DIAGNOSIS><CONSEQUENCE>c</CONSEQUENCE><SOLUTION>s</SOLUTION>' +
  '<RESULT format="table">r</RESULT>';

const CAT = 'fqdn="h.example" misc="over ssl" port="443"';

const fact = (name: string, category: string, id: string): string =>
  `<CAT value="${category}" ${CAT}><${name} value="${id}" severity="1">${FINDING}</${name}></CAT>`;

const weakness = (section: string, name: string): string =>
  `<${section}><CAT value="c" ${CAT}><${name} value="v" severity="1" esoid="1" cveid="CVE-1999-0103">${FINDING}` +
  `</${name}></CAT></${section}>`;

const facts = (rows: readonly ValueRow[], section: string, name: string): string => {
  const printed = rows.flatMap(({ path, attributes }) => {
    const category = /CAT\[@value="(.*)"\]\/(\w+)$/.exec(path);
    const { values } = attributes['value'] ?? {};
    const [id] = values?.tag === 'OneOf' ? Object.keys(values.values) : [];
    return category?.[2] === name && id !== undefined ? [fact(name, category[1] ?? '', id)] : [];
  });
  return `<${section}>${printed.join('')}</${section}>`;
};

/** Documents that hold everything that the rows of a table name. */
export const documentsFor: Readonly<Record<string, (rows: readonly ValueRow[]) => readonly string[]>> = {
  B: (rows) => [
    '<SCAN value="scan/1.2"><HEADER><KEY value="DATE">d</KEY></HEADER>' +
      `<IP value="192.0.2.1" name="h.example">${facts(rows, 'INFOS', 'INFO')}${facts(rows, 'SERVICES', 'SERVICE')}` +
      `${weakness('VULNS', 'VULN')}${weakness('PRACTICES', 'PRACTICE')}</IP></SCAN>`,
    '<SCAN value="None"><ERROR>e</ERROR></SCAN>',
  ],
  E: () => [
    '<SCAN_REPORT_LIST user="u" from="20010101000000" to="20010101000000" with_target="192.0.2.1">' +
      '<SCAN_REPORT ref="scan/1.2" date="20010101000000" target="192.0.2.1"/></SCAN_REPORT_LIST>',
  ],
  H: () => [
    '<MAP value="map/1.2"><IP value="192.0.2.1" name="h.example" type="router" os="o">' +
      '<PORT value="80"/><LINK value="192.0.2.2"/></IP></MAP>',
  ],
  K: () => [
    '<REGISTRATION><USERINFO><USERNAME>u</USERNAME><SERVICE_LEVEL>s</SERVICE_LEVEL><PASSWORD>p</PASSWORD>' +
      '</USERINFO></REGISTRATION>',
    '<REGISTRATION><ERROR><FIELD name="email" error_type="missing"/><SUMMARY>s</SUMMARY></ERROR></REGISTRATION>',
  ],
};

interface Step {
  readonly name: string;
  readonly value: string | undefined;
}

const stepsOf = (path: string): readonly Step[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => {
      const [, name = '', value] = /^(\w+)(?:\[@value="(.*)"\])?$/.exec(step) ?? [];
      return { name, value };
    });

type Edit = (element: XmlElement) => XmlElement;

/** The tree with the first element at a path edited; `undefined` when none is there. */
const editedAt = (
  element: XmlElement,
  [step, ...below]: readonly Step[],
  edit: Edit,
): XmlElement | undefined => {
  if (step === undefined || element.tagName !== step.name) return undefined;
  if (step.value !== undefined && element.attributes['value'] !== step.value) return undefined;
  if (below.length === 0) return edit(element);
  for (const [place, child] of element.children.entries()) {
    const edited = typeof child === 'string' ? undefined : editedAt(child, below, edit);
    if (edited !== undefined) return { ...element, children: element.children.with(place, edited) };
  }
  return undefined;
};

/** The document of a table that has an element at a path, with that element edited. */
export const documentWith = (documents: readonly string[], path: string, edit: Edit): string => {
  for (const document of documents) {
    const edited = editedAt(treeOf(document), stepsOf(path), edit);
    if (edited !== undefined) return writeElement(edited);
  }
  throw new Error(`no document has ${path}`);
};
