import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { BOUNDLESS } from '../boundless.js';
import { SECTIONS, seenFrom } from './seen.js';
import type { Sink } from './sink.js';

const REPEATED = new Set<string>(['IP', 'CAT', ...SECTIONS.map(({ element }) => element)]);

const part = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined;

const list = (node: unknown, name: string): readonly unknown[] => {
  const found = part(node, name);
  return Array.isArray(found) ? found : [];
};

const text = (node: unknown, name: string): string | undefined => {
  const found = part(node, name);
  if (typeof found === 'string') return found;
  const inner = part(found, '#text');
  return typeof inner === 'string' ? inner : undefined;
};

const attribute = (node: unknown, name: string): string | undefined => text(node, `@_${name}`);

const findings = (ip: string, host: unknown, sink: Sink): void => {
  for (const { list: name, element, section } of SECTIONS) {
    for (const category of list(part(host, name), 'CAT')) {
      for (const finding of list(category, element)) {
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

/**
 * Reads with fast-xml-parser, which holds the whole file and its tree. Its options are the fastest that keep every
 * text as it stands.
 */
export const readWithFastXmlParser = (file: string, sink: Sink): void => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    jPath: false,
    processEntities: BOUNDLESS,
    isArray: (name) => REPEATED.has(name),
  });
  const document: unknown = parser.parse(readFileSync(file, 'utf8'));
  for (const host of list(part(document, 'SCAN'), 'IP')) {
    const ip = attribute(host, 'value') ?? '';
    sink.host({ kind: 'host', ip, name: attribute(host, 'name') });
    findings(ip, host, sink);
  }
};
