import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSealing, sealedWith, SEALING_KEY_LENGTH } from './sealing.js';

const key = (byte: number): Uint8Array => new Uint8Array(SEALING_KEY_LENGTH).fill(byte);
const sealing = createSealing(key(1));

const places = fc.array(fc.string(), { maxLength: 3 });

it('opens what it sealed, where it was sealed, and never says the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), places, (text, place) => {
      const sealed = sealing.seal(text, place);
      expect(createSealing(key(1)).open(sealed, place)).toEqual({ tag: 'opened', text });
      expect(sealing.seal(text, place)).not.toBe(sealed);
    }),
  );
});

it('opens nothing elsewhere', () => {
  fc.assert(
    fc.property(places, places, (place, other) => {
      fc.pre(JSON.stringify(place) !== JSON.stringify(other));
      expect(sealing.open(sealing.seal('x', place), other)).toEqual({ tag: 'broken' });
    }),
  );
});

it('opens nothing that was changed, wherever it was', () => {
  const sealed = sealing.seal('the password', ['a']);
  const start = sealed.lastIndexOf('.') + 1;
  fc.assert(
    fc.property(fc.integer({ min: start, max: sealed.length - 1 }), (at) => {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      // The last letter of base64 has bits that mean nothing.
      fc.pre(at < sealed.length - 1);
      expect(sealing.open(changed, ['a'])).toEqual({ tag: 'broken' });
    }),
  );
});

it.each([
  '',
  '1',
  '1.x',
  'text',
  `2${sealing.seal('x', []).slice(1)}`,
  `1.${sealing.keyId}.`,
  `1.${sealing.keyId}.AAAA`,
])('does not open %j', (sealed) => {
  expect(sealing.open(sealed, []).tag).not.toBe('opened');
});

it('tells another key', () => {
  const other = createSealing(key(2));
  expect(other.keyId).not.toBe(sealing.keyId);
  expect(sealing.open(other.seal('x', []), [])).toEqual({ tag: 'other-key', keyId: other.keyId });
});

it('opens with older keys, and seals with the first', () => {
  const old = sealing.seal('x', ['a']);
  const both = createSealing(key(2), [key(1)]);
  expect(both.keyIds).toEqual([createSealing(key(2)).keyId, sealing.keyId]);
  expect(both.open(old, ['a'])).toEqual({ tag: 'opened', text: 'x' });
  expect(both.open(old, ['b'])).toEqual({ tag: 'broken' });
  expect([sealedWith(old), sealedWith(both.seal('x', [])), sealedWith('no')]).toEqual([
    sealing.keyId,
    both.keyId,
    '',
  ]);
});

it('takes no key of another length', () => {
  expect(() => createSealing(new Uint8Array(31))).toThrow(/32 bytes/);
});
