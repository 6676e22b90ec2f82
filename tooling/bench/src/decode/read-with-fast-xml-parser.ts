import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { BOUNDLESS } from '../boundless.js';
import { severityFrom } from './extract.js';
import type { Reader } from './reader.js';

const REPEATED = new Set(['IP', 'CAT', 'VULN', 'HOST', 'DETECTION']);

const part = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null ? Reflect.get(node, name) : undefined;

/** What stands at the end of a path, in lists all the way. */
const at = (node: unknown, ...path: readonly string[]): readonly unknown[] => {
  const [name = '', ...rest] = path;
  const found = part(node, name);
  const all: readonly unknown[] = Array.isArray(found) ? found : [found];
  return rest.length === 0 ? all : all.flatMap((one) => at(one, ...rest));
};

const text = (node: unknown, name: string): string | undefined => {
  const found = part(node, name);
  return typeof found === 'string' ? found : undefined;
};

const attribute = (node: unknown, name: string): string | undefined => text(node, `@_${name}`);

const tree = (file: string, repeated: (name: string) => boolean): unknown =>
  new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    jPath: false,
    processEntities: BOUNDLESS,
    isArray: repeated,
  }).parse(readFileSync(file, 'utf8'));

/**
 * fast-xml-parser, which holds the whole file and its tree. Its options are the fastest that keep every text as it
 * stands.
 */
export const fastXmlParser: Reader = {
  scan: (file, extract) => {
    for (const host of at(
      tree(file, (name) => REPEATED.has(name)),
      'SCAN',
      'IP',
    )) {
      const ip = attribute(host, 'value') ?? '';
      for (const vuln of at(host, 'VULNS', 'CAT', 'VULN')) {
        extract.add(
          ip,
          attribute(vuln, 'value') ?? attribute(vuln, 'number') ?? '',
          severityFrom(attribute(vuln, 'severity')),
          attribute(vuln, 'cveid') ?? '',
          text(vuln, 'TITLE') ?? '',
        );
      }
    }
  },
  detections: (file, extract) => {
    // An IP stands once in a host here.
    const document = tree(file, (name) => name !== 'IP' && REPEATED.has(name));
    for (const host of at(document, 'HOST_LIST_VM_DETECTION_OUTPUT', 'RESPONSE', 'HOST_LIST', 'HOST')) {
      const ip = text(host, 'IP') ?? '';
      for (const detection of at(host, 'DETECTION_LIST', 'DETECTION')) {
        extract.add(
          ip,
          text(detection, 'QID') ?? '',
          severityFrom(text(detection, 'SEVERITY')),
          text(detection, 'TYPE') ?? '',
          text(detection, 'STATUS') ?? '',
        );
      }
    }
  },
};
