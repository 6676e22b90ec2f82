import library, { type Tag } from 'sax';
import { textsOf } from './chunks.js';
import { createCollector } from './collector.js';
import type { Extract } from './extract.js';
import type { Kind } from './kind.js';
import type { Reader } from './reader.js';

// Without its option for namespaces, attributes are plain texts.
const attributesOf = (tag: object): Tag['attributes'] => (tag as Tag).attributes;

const read = (kind: Kind) => (file: string, extract: Extract) => {
  const collector = createCollector(kind, extract);
  const parser = library.parser(true, { position: false });
  parser.onopentag = (tag) => collector.open(tag.name, attributesOf(tag));
  parser.ontext = collector.text;
  parser.oncdata = collector.text;
  parser.onclosetag = collector.close;
  for (const text of textsOf(file)) parser.write(text);
  parser.close();
};

/** sax in its strict mode, as a stream. */
export const sax: Reader = { scan: read('scan'), detections: read('detections') };
