import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** Text as it stands; nothing is trimmed. */
export const Text = t.string;

/**
 * A whole number in decimal digits. Blanks around it are allowed when read, since replies pad; written plain.
 */
export const NumberFromText = new t.Type<number, string, unknown>(
  'NumberFromText',
  (value): value is number => Number.isSafeInteger(value),
  (input, context) => {
    if (typeof input !== 'string' || !/^\s*-?[0-9]{1,15}\s*$/.test(input)) return t.failure(input, context);
    return E.right(Number(input));
  },
  String,
);
