import { statSync } from 'node:fs';
import type { Element } from '@openguard/codec';
import { describeXmlFault, writeElement, XmlReader, type Spine, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { chunksOf } from './chunks.js';
import { Detection, DETECTIONS_SPINE, Info, Practice, SCAN_SPINE, Service, Vuln } from './declared.js';
import { meaningOf } from './events.js';
import type { Reader } from './reader.js';

/** So much of a document is read, for something to write. */
const HELD = 10e6;
/**
 * Texts are collected up to this many characters before they become bytes. One character beyond Latin-1 makes a batch
 * three times as slow to encode, and most records hold none: larger batches take longer.
 */
const BATCH = 2 * 1024;
/** No record of the generated documents is longer. */
const LARGEST = 64 * 1024;

type Write = () => string;
type Writers = ReadonlyMap<string, (element: XmlElement) => Write>;

/** Holds what an element means, to be written as often as one likes, where it stands in its document. */
const writerOf =
  <A>(declared: Element<A>, indent: number) =>
  (element: XmlElement): Write => {
    const value = meaningOf(declared, element);
    return () => writeElement(declared.encode(value), ' '.repeat(indent));
  };

const FINDINGS: Writers = new Map([
  [Vuln.tagName, writerOf(Vuln, 6)],
  [Practice.tagName, writerOf(Practice, 6)],
  [Service.tagName, writerOf(Service, 6)],
  [Info.tagName, writerOf(Info, 6)],
]);
const DETECTIONS: Writers = new Map([[Detection.tagName, writerOf(Detection, 15)]]);

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
  // Buffer, as what sends reports does it: TextEncoder takes twice as long for letters with accents.
  const bytes = Buffer.allocUnsafe((BATCH + LARGEST) * 3);
  let batch = '';
  for (let written = 0, next = 0; written < size; next = (next + 1) % writes.length) {
    batch += writes[next]?.() ?? '';
    if (batch.length < BATCH) continue;
    written += bytes.write(batch);
    batch = '';
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
