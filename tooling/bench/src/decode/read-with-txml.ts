import { readFileSync } from 'node:fs';
import { parse, type TNode } from 'txml/txml';
import { severityFrom } from './extract.js';
import type { Reader } from './reader.js';

type Nodes = readonly (TNode | string)[];

const elements = (nodes: Nodes, name: string): readonly TNode[] =>
  nodes.filter((node) => typeof node === 'object').filter(({ tagName }) => tagName === name);

/** The elements at the end of a path. */
const at = (nodes: Nodes, ...path: readonly string[]): readonly TNode[] => {
  const [name = '', ...rest] = path;
  const found = elements(nodes, name);
  return rest.length === 0 ? found : found.flatMap(({ children }) => at(children, ...rest));
};

const attribute = (node: TNode, name: string): string | undefined => node.attributes[name] ?? undefined;

const text = ({ children }: TNode, name: string): string => {
  for (const node of children) {
    if (typeof node === 'object' && node.tagName === name) {
      return node.children.filter((child) => typeof child === 'string').join('');
    }
  }
  return '';
};

const tree = (file: string): Nodes =>
  parse(readFileSync(file, 'utf8'), { decodeEntities: true, keepWhitespace: true });

/** txml, which holds the whole file and its tree and checks little. */
export const txml: Reader = {
  scan: (file, extract) => {
    for (const host of at(tree(file), 'SCAN', 'IP')) {
      const ip = attribute(host, 'value') ?? '';
      for (const vuln of at(host.children, 'VULNS', 'CAT', 'VULN')) {
        extract.add(
          ip,
          attribute(vuln, 'value') ?? attribute(vuln, 'number') ?? '',
          severityFrom(attribute(vuln, 'severity')),
          attribute(vuln, 'cveid') ?? '',
          text(vuln, 'TITLE'),
        );
      }
    }
  },
  detections: (file, extract) => {
    const hosts = at(tree(file), 'HOST_LIST_VM_DETECTION_OUTPUT', 'RESPONSE', 'HOST_LIST', 'HOST');
    for (const host of hosts) {
      const ip = text(host, 'IP');
      for (const detection of at(host.children, 'DETECTION_LIST', 'DETECTION')) {
        extract.add(
          ip,
          text(detection, 'QID'),
          severityFrom(text(detection, 'SEVERITY')),
          text(detection, 'TYPE'),
          text(detection, 'STATUS'),
        );
      }
    }
  },
};
