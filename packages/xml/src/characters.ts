import type { XmlRule } from './fault.js';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// XML 1.0 §2.2: everything that is not a Char. Surrogates cannot come out of a UTF-8 decoder.
// eslint would flag the control characters: they are what this looks for.
const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]');

const NAME_START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME_PATTERN = new RegExp(
  `^[${NAME_START}][${NAME_START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*$`,
  'u',
);

/** Whether a text is an XML name. */
export const isXmlName = (text: string): boolean => NAME_PATTERN.test(text);

/** Whether every character of a text may stand in XML. */
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed();

/** What decoding found: the text, or the byte position and kind of the first thing that is wrong. */
export type Decoded =
  | { readonly text: string }
  | { readonly position: number; readonly rule: XmlRule | 'encoding'; readonly found: string };

const firstInvalidByte = (bytes: Uint8Array): number => {
  let low = 0;
  let high = bytes.length;
  // The longest prefix that decodes; a prefix cut inside a character counts as decodable so far.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
      decoder.decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      high = middle - 1;
    }
  }
  return low;
};

/**
 * Bytes as text: strict UTF-8, and only characters that XML allows.
 *
 * @param suspicious false when it is known that no byte can belong to a character that XML forbids
 */
export const decodeCharacters = (bytes: Uint8Array, suspicious: boolean): Decoded => {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch (error) {
    // The only thing that a fatal decoder throws: invalid bytes.
    if (!(error instanceof TypeError)) throw error;
    return { position: firstInvalidByte(bytes), rule: 'encoding', found: '' };
  }
  const forbidden = suspicious ? FORBIDDEN.exec(text) : null;
  if (forbidden === null) return { text };
  return {
    position: new TextEncoder().encode(text.slice(0, forbidden.index)).length,
    rule: 'character',
    found: `U+${(forbidden[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  };
};
