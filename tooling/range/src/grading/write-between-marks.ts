import { readFileSync, writeFileSync } from 'node:fs';
import { RangeFailure } from '../range-failure.js';

const BEGIN = '<!-- range: begin -->';
const END = '<!-- range: end -->';

/** Puts a text between the marks of a file, in place of what stood there. */
export const writeBetweenMarks = (file: string, text: string): void => {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new RangeFailure(`${file} has no marks for the tables`);
  writeFileSync(file, `${page.slice(0, begin)}${BEGIN}\n\n${text}\n${page.slice(end)}`);
};
