import {
  contains,
  formatAddressSet,
  parseAddress,
  parseTargetList,
  type AddressSet,
} from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networksAround, networksOf, type NetworkKey } from './networks.js';

const HIGHEST = 2 ** 32 - 1;

const address = fc.oneof(
  fc.integer({ min: 0, max: HIGHEST }),
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: HIGHEST - 40, max: HIGHEST }),
);
const targets = fc
  .array(fc.tuple(address, address), { minLength: 1, maxLength: 6 })
  .map((pairs) =>
    pairs.map(([a, b]) => formatAddressSet([{ first: Math.min(a, b), last: Math.max(a, b) }])).join(','),
  );

const addressesOf = (text: string): AddressSet => {
  const parsed = parseTargetList(text);
  if (E.isLeft(parsed)) throw new Error(parsed.left.tag);
  return parsed.right.addresses;
};
const shown = (key: NetworkKey) => {
  const prefix = key % 64;
  return `${formatAddressSet([{ first: (key - prefix) / 64, last: (key - prefix) / 64 }])}/${prefix}`;
};

describe('networksOf', () => {
  it.each([
    ['192.0.2.1', ['192.0.2.1/32']],
    ['192.0.2.0/30', ['192.0.2.0/30']],
    ['192.0.2.1-192.0.2.6', ['192.0.2.1/32', '192.0.2.2/31', '192.0.2.4/31', '192.0.2.6/32']],
    ['192.0.2.4,192.0.2.5', ['192.0.2.4/31']],
    ['0.0.0.0/0', ['0.0.0.0/0']],
    ['255.255.255.255', ['255.255.255.255/32']],
    ['host.example', []],
    ['', []],
  ])('of %s', (text, expected) => {
    expect(networksOf(text).map(shown)).toEqual(expected);
  });

  it('finds an address around which one network is, if and only if the list holds it', () => {
    fc.assert(
      fc.property(targets, address, (text, wanted) => {
        const networks = new Set(networksOf(text));
        const found = networksAround(wanted).filter((network) => networks.has(network));
        expect(found).toHaveLength(contains(addressesOf(text), wanted) ? 1 : 0);
      }),
    );
  });

  it('makes at most 62 networks of a range, whatever it is', () => {
    fc.assert(
      fc.property(address, address, (a, b) => {
        const range = formatAddressSet([{ first: Math.min(a, b), last: Math.max(a, b) }]);
        expect(networksOf(range).length).toBeLessThanOrEqual(62);
      }),
      { examples: [[1, HIGHEST - 1]] },
    );
  });
});

it('networksAround an address are the 33 that hold it', () => {
  const around = networksAround(E.getOrElse(() => 0)(parseAddress('192.0.2.7')));
  expect([around.length, ...around.map(shown)]).toEqual(
    expect.arrayContaining([33, '0.0.0.0/0', '128.0.0.0/1', '192.0.2.0/24', '192.0.2.6/31', '192.0.2.7/32']),
  );
});
