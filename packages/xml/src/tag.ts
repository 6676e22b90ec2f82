import {
  AMPERSAND,
  APOSTROPHE,
  EQUALS,
  isBlank,
  isNameByte,
  isNameStart,
  LESS,
  LF,
  QUOTE,
  SLASH,
  SPACE,
  TAB,
} from './byte.js';
import type { XmlRule } from './fault.js';
import { readReference } from './reference.js';

/** A start tag between `<` and `>`: where its name ends, and whether it closes itself. */
export interface StartTag {
  readonly nameEnd: number;
  readonly empty: boolean;
  /** Positions of attribute names: start and end, alternating. */
  readonly attributes: readonly number[];
}

/** What is wrong with a tag, and where; `attributes`: it has more of them than allowed. */
export interface TagFault {
  readonly rule: XmlRule | 'attributes';
  readonly position: number;
}

const sameBytes = (bytes: Uint8Array, a: number, b: number, length: number): boolean => {
  for (let i = 0; i < length; i += 1) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
};

const isDuplicate = (bytes: Uint8Array, names: readonly number[], start: number, end: number): boolean => {
  for (let i = 0; i < names.length; i += 2) {
    const from = names[i] ?? 0;
    if ((names[i + 1] ?? 0) - from === end - start && sameBytes(bytes, from, start, end - start)) return true;
  }
  return false;
};

/** Where a name that starts at `start` ends; `start` itself when there is none. */
export const nameEnd = (bytes: Uint8Array, start: number, end: number): number => {
  if (!isNameStart(bytes[start])) return start;
  let i = start + 1;
  while (i < end && isNameByte(bytes[i])) i += 1;
  return i;
};

const skipBlanks = (bytes: Uint8Array, start: number, end: number): number => {
  let i = start;
  while (i < end && isBlank(bytes[i])) i += 1;
  return i;
};

/** Checks a value and makes its tabs and line ends blanks (XML 1.0 §3.3.3). Returns where it ends. */
const readValue = (bytes: Uint8Array, start: number, end: number): number | TagFault => {
  const quote = bytes[start];
  if (quote !== QUOTE && quote !== APOSTROPHE) return { rule: 'attribute-syntax', position: start };
  for (let i = start + 1; i < end; i += 1) {
    const byte = bytes[i];
    if (byte === quote) return i + 1;
    if (byte === LESS) return { rule: 'attribute-less-than', position: i };
    if (byte === TAB || byte === LF) bytes[i] = SPACE;
    if (byte === AMPERSAND) {
      const reference = readReference(bytes, i, end);
      if (typeof reference !== 'number') {
        return { rule: reference === 'incomplete' ? 'reference' : reference, position: i };
      }
      i += reference - 1;
    }
  }
  return { rule: 'attribute-syntax', position: start };
};

/** Checks a start tag whose name begins at `start`; `end` is the position of its `>`. */
export const readStartTag = (
  bytes: Uint8Array,
  start: number,
  end: number,
  most: number,
): StartTag | TagFault => {
  const endOfName = nameEnd(bytes, start, end);
  if (endOfName === start) return { rule: 'name', position: start };
  const empty = bytes[end - 1] === SLASH;
  const last = empty ? end - 1 : end;
  const names: number[] = [];
  let i = endOfName;
  while (i < last) {
    const from = skipBlanks(bytes, i, last);
    if (from === last) break;
    if (from === i) return { rule: 'tag-syntax', position: i };
    const to = nameEnd(bytes, from, last);
    if (to === from) return { rule: 'attribute-syntax', position: from };
    const equals = skipBlanks(bytes, to, last);
    if (equals === last || bytes[equals] !== EQUALS) return { rule: 'attribute-syntax', position: equals };
    const value = readValue(bytes, skipBlanks(bytes, equals + 1, last), last);
    if (typeof value !== 'number') return value;
    if (isDuplicate(bytes, names, from, to)) return { rule: 'attribute-duplicate', position: from };
    if (names.length === most * 2) return { rule: 'attributes', position: from };
    names.push(from, to);
    i = value;
  }
  return { nameEnd: endOfName, empty, attributes: names };
};
