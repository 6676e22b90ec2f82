import { isOpenGuardError } from '@openguard/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePin } from './pin.js';

const AB = 'ab'.repeat(32);

describe('parsePin', () => {
  it('reads the same pin however it is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
        const canonical = pairs.join(':').toUpperCase();
        const spellings = [
          pairs.join(''),
          canonical,
          ` ${pairs.join(':')}\n`,
          `sha256 Fingerprint=${canonical}`,
          `SHA256:${pairs.join('')}`,
        ];
        expect(spellings.map(parsePin)).toEqual(spellings.map(() => canonical));
      }),
    );
  });

  it.each([
    '',
    AB.slice(1),
    `${AB}0`,
    `${AB.slice(1)}g`,
    `${AB.slice(0, 32)}:${AB.slice(32)}`,
    `sha1:${AB.slice(24)}`,
  ])('refuses %j', (text) => {
    const read = () => parsePin(text);
    expect(read).toThrow(/not a SHA-256 fingerprint; give the 64 hexadecimal digits/);
    expect(read).toThrow(expect.toSatisfy((error) => isOpenGuardError(error) && error.code === 'OG_USAGE'));
  });
});
