import { SaxesParser } from 'saxes';
import { textsOf } from './chunks.js';
import { createCollector } from './collector.js';
import type { Extract } from './extract.js';
import type { Kind } from './kind.js';
import type { Reader } from './reader.js';

const read = (kind: Kind) => (file: string, extract: Extract) => {
  const collector = createCollector(kind, extract);
  const parser = new SaxesParser({ position: false, xmlns: false });
  parser.on('opentag', ({ name, attributes }) => collector.open(name, attributes));
  parser.on('text', collector.text);
  parser.on('cdata', collector.text);
  parser.on('closetag', ({ name }) => collector.close(name));
  for (const text of textsOf(file)) parser.write(text);
  parser.close();
};

/** saxes, which checks well-formedness, as a stream. */
export const saxes: Reader = { scan: read('scan'), detections: read('detections') };
