import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** Text as it stands; nothing is trimmed. */
export const Text = t.string;

const ZERO = 0x30;
/** Most digits of a number that is whole for certain. */
const DIGITS = 15;

/** The number that some digits and nothing else are; undefined of any other text. */
const plainNumber = (text: string): number | undefined => {
  if (text.length > DIGITS || text.length === 0) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
};

/**
 * A whole number in decimal digits. Blanks around it are allowed when read, since replies pad; written plain.
 */
export const NumberFromText = new t.Type<number, string, unknown>(
  'NumberFromText',
  (value): value is number => Number.isSafeInteger(value),
  (input, context) => {
    const plain = typeof input === 'string' ? plainNumber(input) : undefined;
    if (plain !== undefined) return E.right(plain);
    if (typeof input !== 'string' || !/^[ \t\r\n]*-?[0-9]{1,15}[ \t\r\n]*$/.test(input))
      return t.failure(input, context);
    return E.right(Number(input));
  },
  String,
);
