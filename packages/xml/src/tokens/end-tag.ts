import { GREATER, isNameByte, SPACE } from '../bytes/byte.js';
import { INCOMPLETE } from './incomplete.js';
import type { Place } from './place.js';

/** An end tag of another name is told when its name is known. */
const refuse = (place: Place, tag: number): number => {
  const { bytes, end } = place.window;
  const start = tag + 2;
  let i = start;
  while (isNameByte(bytes[i])) i += 1;
  if (i - start > place.limits.nameBytes) place.limit('nameBytes', start);
  if (i === end) return INCOMPLETE;
  const name = place.decode(start, i);
  if (name === '') place.breaks('tag-syntax', tag);
  return place.stack.depth === 0
    ? place.breaks('close-without-open', tag, name)
    : place.breaks('close-mismatch', tag, `</${name}>`);
};

/** Reads the end tag whose `<` stands at `tag`: one past its `>`, or `INCOMPLETE`. */
export const readEndTag = (place: Place, tag: number): number => {
  const { window, stack } = place;
  const { bytes, end } = window;
  let i = stack.depth === 0 ? -1 : stack.endOfTop(window.view, tag + 2);
  if (i === -1 || isNameByte(bytes[i])) return refuse(place, tag);
  while ((bytes[i] ?? 0) <= SPACE) i += 1;
  if (i - tag > place.limits.tagBytes) place.limit('tagBytes', tag);
  if (i === end) return INCOMPLETE;
  return bytes[i] === GREATER ? i + 1 : place.breaks('tag-syntax', tag);
};
