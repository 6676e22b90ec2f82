import { HASH, SEMICOLON } from './byte.js';
import type { XmlRule } from './fault.js';

/** Longest reference that means anything: `&#x10FFFF;` with room for leading zeros. */
const LONGEST = 40;

/** A reference in bytes: its length, that more bytes are needed, or the rule that it breaks. */
export type Reference = number | 'incomplete' | XmlRule;

const NAMED = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const judge = (name: string): XmlRule | undefined => {
  if (NAMED.has(name)) return undefined;
  const numeric = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (numeric !== null) {
    const [, hexadecimal, decimal] = numeric;
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return isCharacter(code) ? undefined : 'character';
  }
  return /^[A-Za-z_:\u0080-\u00ff][-.0-9A-Za-z_:\u0080-\u00ff]*$/.test(name)
    ? 'entity-undeclared'
    : 'reference';
};

/** Reads the reference whose `&` stands at `start`: its length in bytes with `&` and `;`. */
export const readReference = (bytes: Uint8Array, start: number, end: number): Reference => {
  let name = '';
  for (let i = start + 1; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === SEMICOLON) return judge(name) ?? i + 1 - start;
    const plain =
      byte === HASH ||
      byte === 0x2d ||
      byte === 0x2e ||
      byte === 0x3a ||
      byte === 0x5f ||
      byte >= 0x80 ||
      (byte >= 0x30 && byte <= 0x39) ||
      (byte >= 0x41 && byte <= 0x5a) ||
      (byte >= 0x61 && byte <= 0x7a);
    if (!plain || i - start > LONGEST) return 'reference';
    name += String.fromCharCode(byte);
  }
  return 'incomplete';
};
