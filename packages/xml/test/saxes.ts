import { SaxesParser } from 'saxes';
import { joinTexts, shared, type Reading } from './reading.js';

interface Open extends Reading {
  readonly inside: (Reading | string)[];
}

/** What saxes makes of a text: what it says, or the first thing that is wrong with it. */
export const saxes = (text: string): Reading | Error => {
  const parser = new SaxesParser();
  const open: Open[] = [];
  let root: Reading | undefined;
  let fault: Error | undefined;
  const add = (part: Reading | string) => open.at(-1)?.inside.push(part);
  parser.on('error', (error) => {
    fault ??= error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, inside: [] });
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const reading = { ...closed, inside: joinTexts(closed.inside) };
    if (open.length === 0) root ??= reading;
    else add(reading);
  });
  parser.write(text).close();
  if (fault !== undefined) return fault;
  return root === undefined ? new Error('no root') : shared(root);
};
