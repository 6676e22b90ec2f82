import { readFileSync } from 'node:fs';
import { parse, type TNode } from 'txml/txml';
import { SECTIONS, seenFrom } from './seen.js';
import type { Sink } from './sink.js';

const elements = (nodes: readonly (TNode | string)[], name: string): readonly TNode[] =>
  nodes.filter((node) => typeof node === 'object').filter(({ tagName }) => tagName === name);

const attribute = (node: TNode, name: string): string | undefined => node.attributes[name] ?? undefined;

const text = ({ children }: TNode, name: string): string | undefined =>
  elements(children, name)[0]
    ?.children.filter((child) => typeof child === 'string')
    .join('');

const findings = (ip: string, host: TNode, sink: Sink): void => {
  for (const { list, element, section } of SECTIONS) {
    const lists = elements(host.children, list);
    for (const category of lists.flatMap(({ children }) => elements(children, 'CAT'))) {
      for (const finding of elements(category.children, element)) {
        sink.finding(
          seenFrom(
            section,
            ip,
            (wanted) => attribute(category, wanted),
            (wanted) => attribute(finding, wanted),
            (wanted) => text(finding, wanted),
          ),
        );
      }
    }
  }
};

/** Reads with txml, which holds the whole file and its tree and checks little. */
export const readWithTxml = (file: string, sink: Sink): void => {
  const nodes = parse(readFileSync(file, 'utf8'), { decodeEntities: true, keepWhitespace: true });
  for (const host of elements(nodes, 'SCAN').flatMap(({ children }) => elements(children, 'IP'))) {
    const ip = attribute(host, 'value') ?? '';
    sink.host({ kind: 'host', ip, name: attribute(host, 'name') });
    findings(ip, host, sink);
  }
};
