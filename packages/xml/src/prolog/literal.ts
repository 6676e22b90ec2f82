import { isXmlCharacter, isXmlName } from '../characters.js';
import type { XmlRule } from '../fault.js';

/** What stands in a literal: text, also of a reference to a character, or a reference to an entity. */
export type LiteralPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'general' | 'parameter'; readonly name: string };

/** A rule that a literal breaks, and where in it. */
export interface LiteralFault {
  readonly rule: XmlRule;
  readonly at: number;
}

const characterOf = (body: string): string | undefined => {
  const isHexadecimal = body.startsWith('#x');
  const digits = body.slice(isHexadecimal ? 2 : 1);
  const isNumber = isHexadecimal ? /^[0-9a-fA-F]+$/.test(digits) : /^[0-9]+$/.test(digits);
  if (!isNumber) return undefined;
  const code = Number.parseInt(digits, isHexadecimal ? 16 : 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : '';
};

/**
 * Takes a literal apart: an entity's value, in which `%` begins a reference as well, or a default value.
 * References to characters are resolved.
 */
export const literalParts = (
  literal: string,
  withParameters: boolean,
): readonly LiteralPart[] | LiteralFault => {
  const parts: LiteralPart[] = [];
  let from = 0;
  for (let at = 0; at < literal.length; at += 1) {
    const begin = literal.charAt(at);
    if (begin !== '&' && !(withParameters && begin === '%')) continue;
    const end = literal.indexOf(';', at);
    if (end === -1) return { rule: 'reference', at };
    const body = literal.slice(at + 1, end);
    parts.push({ kind: 'text', text: literal.slice(from, at) });
    if (begin === '&' && body.startsWith('#')) {
      const text = characterOf(body);
      if (text === undefined || text === '') return { rule: text === '' ? 'character' : 'reference', at };
      parts.push({ kind: 'text', text });
    } else {
      if (!isXmlName(body)) return { rule: 'reference', at };
      parts.push({ kind: begin === '&' ? 'general' : 'parameter', name: body });
    }
    at = end;
    from = end + 1;
  }
  parts.push({ kind: 'text', text: literal.slice(from) });
  return parts;
};
