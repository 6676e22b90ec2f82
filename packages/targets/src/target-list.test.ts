import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeTargetFault, formatAddressSet, parseTargetList } from './index.js';

const meaning = (text: string) => {
  const parsed = parseTargetList(text);
  return E.isRight(parsed) ? formatAddressSet(parsed.right.addresses) : parsed.left.tag;
};

describe('parseTargetList', () => {
  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['1.2.3.4-1.2.3.9,1.2.3.20', '1.2.3.4-1.2.3.9,1.2.3.20'],
    ['1.2.3.20, 1.2.3.4 - 1.2.3.9', '1.2.3.4-1.2.3.9,1.2.3.20'],
    ['1.2.3.4,1.2.3.5,1.2.3.4', '1.2.3.4-1.2.3.5'],
    ['192.0.2.0/30', '192.0.2.0-192.0.2.3'],
    ['0.0.0.0/0', '0.0.0.0-255.255.255.255'],
    ['255.255.255.255', '255.255.255.255'],
  ])('reads %s', (text, expected) => {
    expect(meaning(text)).toBe(expected);
  });

  it.each([
    ['', 'Empty', /is empty/],
    [' ', 'Empty', /is empty/],
    ['1.2.3.4,,1.2.3.5', 'EmptyItem', /item 2/],
    ['1.2.3.4,', 'EmptyItem', /item 2/],
    ['1.2.3.5.7', 'NotAnAddress', /"1\.2\.3\.5\.7".*four numbers/],
    ['1.2.3', 'NotAnAddress', /four numbers/],
    ['1.2.3.256', 'NotAnAddress', /at most 255/],
    ['1.2.3.04', 'NotAnAddress', /leading zeros/],
    ['1.2.3.x', 'NotAnAddress', /decimal/],
    ['host.example', 'NotAnAddress', /four numbers/],
    ['1.2.3.9-1.2.3.4', 'ReversedRange', /lower address first/],
    ['1.2.3.4-', 'OpenRange', /both ends/],
    ['-1.2.3.4', 'OpenRange', /both ends/],
    ['1.2.3.4-5', 'NotAnAddress', /four numbers/],
    ['1.2.3.4-1.2.3.5-1.2.3.6', 'OpenRange', /both ends/],
    ['::1', 'Ipv6', /IPv4 addresses only/],
    ['2001:db8::1-2001:db8::2', 'Ipv6', /IPv4/],
    ['192.0.2.5/24', 'Prefix', /192\.0\.2\.0\/24/],
    ['192.0.2.0/33', 'Prefix', /0 to 32/],
    ['1.2.3.4;id', 'NotAnAddress', /decimal/],
    ['1.2.3.4\u001b[31m', 'NotAnAddress', /^"1\.2\.3\.4\?\[31m"/],
  ])('refuses %j as %s', (text, tag, words) => {
    const parsed = parseTargetList(text);
    if (E.isRight(parsed)) throw new Error('accepted');
    expect(parsed.left.tag).toBe(tag);
    expect(describeTargetFault(parsed.left)).toMatch(words);
  });

  it('refuses 10 MB at once and does not repeat it', () => {
    const parsed = parseTargetList('1.2.3.4,'.repeat(1_250_000));
    if (E.isRight(parsed)) throw new Error('accepted');
    expect(describeTargetFault(parsed.left)).toBe(
      'the target list has 10000000 characters, at most 200000 are read; use ranges',
    );
  });

  it.each(['\f', '\v', '\u00a0', '\ufeff', '\u2028', '\u3000', '\u0085'])(
    'takes no blank that a form does not have: %j',
    (blank) => {
      for (const text of [`192.0.2.1${blank}`, `${blank}192.0.2.1`, `192.0.2.1,${blank}192.0.2.2`, blank])
        expect(parseTargetList(text)._tag).toBe('Left');
      expect(parseTargetList(' 192.0.2.1 ,\r\n\t192.0.2.4 - 192.0.2.9 ')._tag).toBe('Right');
    },
  );

  it('keeps the text of the request as it came', () => {
    expect(parseTargetList(' 1.2.3.5,1.2.3.4')).toMatchObject({ right: { text: ' 1.2.3.5,1.2.3.4' } });
  });

  it('accepts or refuses any text without throwing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-0-9.,/: ax]*$/), (text) => {
        expect(E.isRight(parseTargetList(text)) || E.isLeft(parseTargetList(text))).toBe(true);
      }),
    );
  });
});
