import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { SECTIONS, seenFrom } from './seen.js';
import { CHUNK, type Sink } from './sink.js';

const SECTION_OF = new Map<string, string>(SECTIONS.map(({ element, section }) => [element, section]));
const TEXTS = new Set(['TITLE', 'DIAGNOSIS', 'CONSEQUENCE', 'SOLUTION', 'RESULT']);

/** Reads with saxes, which checks well-formedness, as a stream. */
export const readWithSaxes = async (file: string, sink: Sink): Promise<void> => {
  const parser = new SaxesParser({});
  let ip = '';
  let category: Readonly<Record<string, string>> = {};
  let finding: Readonly<Record<string, string>> = {};
  let texts = new Map<string, string>();
  let text: string | undefined;
  const add = (piece: string) => {
    if (text !== undefined) text += piece;
  };
  parser.on('opentag', ({ name, attributes }) => {
    if (TEXTS.has(name)) {
      text = '';
    } else if (SECTION_OF.has(name)) {
      finding = attributes;
      texts = new Map();
    } else if (name === 'CAT') {
      category = attributes;
    } else if (name === 'IP') {
      ip = attributes['value'] ?? '';
      sink.host({ kind: 'host', ip, name: attributes['name'] });
    }
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => {
    if (TEXTS.has(name)) {
      texts.set(name, text ?? '');
      text = undefined;
      return;
    }
    const section = SECTION_OF.get(name);
    if (section === undefined) return;
    sink.finding(
      seenFrom(
        section,
        ip,
        (attribute) => category[attribute],
        (attribute) => finding[attribute],
        (child) => texts.get(child),
      ),
    );
  });
  const chunks = createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK });
  for await (const chunk of chunks) parser.write(String(chunk));
  parser.close();
};
