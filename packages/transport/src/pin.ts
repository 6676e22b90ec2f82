import { OpenGuardError } from '@openguard/errors';

/** A certificate's SHA-256 fingerprint as 32 pairs of upper-case hexadecimal digits joined by colons. */
export type Pin = string;

/**
 * Reads a pin: 64 hexadecimal digits, with or without colons between the pairs, in either case. The words
 * that `openssl x509 -fingerprint` prints before them may stand there.
 *
 * @throws OpenGuardError `OG_USAGE`
 */
export const parsePin = (text: string): Pin => {
  const digits = text.trim().replace(/^sha-?256( fingerprint)?[=:]/i, '');
  if (!/^([0-9a-f]{64}|[0-9a-f]{2}(:[0-9a-f]{2}){31})$/i.test(digits)) {
    throw new OpenGuardError(
      'OG_USAGE',
      "the pin is not a SHA-256 fingerprint; give the 64 hexadecimal digits of the server's certificate, with or without colons",
    );
  }
  return (digits.replaceAll(':', '').toUpperCase().match(/../g) ?? []).join(':');
};
