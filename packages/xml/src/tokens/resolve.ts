import { isXmlCharacter } from '../characters.js';

const REPLACEMENT = '\uFFFD';

/** A reference to an entity that every document has: what follows its first letter, and what it means. */
interface Named {
  readonly rest: string;
  readonly means: string;
}

const LT: Named = { rest: 't;', means: '<' };
const GT: Named = { rest: 't;', means: '>' };
const AMP: Named = { rest: 'mp;', means: '&' };
const APOS: Named = { rest: 'pos;', means: "'" };
const QUOT: Named = { rest: 'uot;', means: '"' };

/** The reference whose letter stands at `at`, if it is one. */
const namedAt = (text: string, at: number): Named | undefined => {
  switch (text.charCodeAt(at)) {
    case 0x6c:
      return text.startsWith(LT.rest, at + 1) ? LT : undefined;
    case 0x67:
      return text.startsWith(GT.rest, at + 1) ? GT : undefined;
    case 0x61:
      if (text.startsWith(AMP.rest, at + 1)) return AMP;
      return text.startsWith(APOS.rest, at + 1) ? APOS : undefined;
    case 0x71:
      return text.startsWith(QUOT.rest, at + 1) ? QUOT : undefined;
    default:
      return undefined;
  }
};

const HASH = 0x23;
const NUMBER = /x([0-9a-fA-F]+);|([0-9]+);/y;

/** The character of a code point; one that is none was mended. */
const characterOf = (code: number): string =>
  isXmlCharacter(code) ? String.fromCodePoint(code) : REPLACEMENT;

/**
 * Text with its references resolved. They were checked before: a `&` that begins none stands for itself, since
 * that was mended. By hand: a regular expression takes three times as long.
 */
export const resolveReferences = (text: string): string => {
  let resolved = '';
  let from = 0;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    if (text.charCodeAt(at + 1) === HASH) {
      NUMBER.lastIndex = at + 2;
      const [, hexadecimal, decimal] = NUMBER.exec(text) ?? [];
      if (hexadecimal === undefined && decimal === undefined) continue;
      const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      resolved += text.slice(from, at) + characterOf(code);
      from = NUMBER.lastIndex;
    } else {
      const named = namedAt(text, at + 1);
      if (named === undefined) continue;
      resolved += text.slice(from, at) + named.means;
      from = at + 2 + named.rest.length;
    }
  }
  return resolved + text.slice(from);
};
