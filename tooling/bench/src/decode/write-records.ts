import { statSync } from 'node:fs';
import type { Element } from '@openguard/codec';
import { describeXmlFault, ElementEncoder, XmlReader, type Spine, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { chunksOf } from './chunks.js';
import { Detection, DETECTIONS_SPINE, Info, Practice, SCAN_SPINE, Service, Vuln } from './declared.js';
import { meaningOf } from './events.js';
import type { Reader } from './reader.js';

/** So much of a document is read, for something to write. */
const HELD = 10e6;
/** Bytes that are handed on together: a little memory that comes again and again is quicker to have than much. */
const BATCH = 24 * 1024;

type Write = (encoder: ElementEncoder) => void;
type Writers = ReadonlyMap<string, (element: XmlElement) => Write>;

/** Holds what an element means, to be written as often as one likes, where it stands in its document. */
const writerOf =
  <A>(declared: Element<A>, place: string) =>
  (element: XmlElement): Write => {
    const value = meaningOf(declared, element);
    return (encoder) => {
      encoder.add(declared.encode(value), place);
    };
  };

const IN_CATEGORIES = ' '.repeat(6);
const IN_LISTS = ' '.repeat(15);

const FINDINGS: Writers = new Map([
  [Vuln.tagName, writerOf(Vuln, IN_CATEGORIES)],
  [Practice.tagName, writerOf(Practice, IN_CATEGORIES)],
  [Service.tagName, writerOf(Service, IN_CATEGORIES)],
  [Info.tagName, writerOf(Info, IN_CATEGORIES)],
]);
const DETECTIONS: Writers = new Map([[Detection.tagName, writerOf(Detection, IN_LISTS)]]);

/** The records at the beginning of a document. */
const held = (file: string, spine: Spine, writers: Writers): readonly Write[] => {
  const reader = new XmlReader(spine);
  const writes: Write[] = [];
  let bytes = 0;
  for (const chunk of chunksOf(file)) {
    for (const event of reader.push(chunk)) {
      if (E.isLeft(event)) throw new BenchFailure(describeXmlFault(event.left));
      const { right } = event;
      const writer = right.kind === 'record' ? writers.get(right.element.tagName) : undefined;
      if (right.kind === 'record' && writer !== undefined) writes.push(writer(right.element));
    }
    bytes += chunk.length;
    if (bytes >= HELD) break;
  }
  return writes;
};

/** Writes them over and over, until they are as many bytes as the document. */
const write = (file: string, writes: readonly Write[]): void => {
  const { size } = statSync(file);
  const encoder = new ElementEncoder();
  for (let written = 0, next = 0; written < size; next = (next + 1) % writes.length) {
    writes[next]?.(encoder);
    if (encoder.length >= BATCH) written += encoder.take().length;
  }
};

/** Every field, the other way: from values to bytes. */
export const writing: Reader = {
  scan: (file) => {
    write(file, held(file, SCAN_SPINE, FINDINGS));
  },
  detections: (file) => {
    write(file, held(file, DETECTIONS_SPINE, DETECTIONS));
  },
};
