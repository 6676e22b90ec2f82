import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  batchesOf,
  contains,
  difference,
  formatAddressSet,
  intersection,
  isSubset,
  normalise,
  parseTargetList,
  size,
  union,
  type AddressSet,
} from './index.js';

const MAX = 60;
const range = fc
  .tuple(fc.integer({ min: 0, max: MAX }), fc.integer({ min: 0, max: 8 }))
  .map(([first, length]) => ({ first, last: first + length }));
const set = fc.array(range, { maxLength: 6 }).map(normalise);
const members = (addresses: AddressSet) => new Set(addressesOf(addresses));
const isNormal = (addresses: AddressSet) =>
  addresses.every((item, index) => {
    const next = addresses[index + 1];
    return item.first <= item.last && (next === undefined || next.first > item.last + 1);
  });

describe('address sets agree with plain sets', () => {
  it('in union, intersection and difference', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(members(union(a, b))).toEqual(members(a).union(members(b)));
        expect(members(intersection(a, b))).toEqual(members(a).intersection(members(b)));
        expect(members(difference(a, b))).toEqual(members(a).difference(members(b)));
        expect([union(a, b), intersection(a, b), difference(a, b)].every(isNormal)).toBe(true);
        expect(isSubset(a, b)).toBe(members(a).isSubsetOf(members(b)));
      }),
    );
  });

  it('in membership and size', () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 0, max: MAX + 10 }), (a, address) => {
        expect(contains(a, address)).toBe(members(a).has(address));
        expect(size(a)).toBe(members(a).size);
      }),
    );
  });

  it('batches keep every address once and respect the limit', () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 1, max: 9 }), (a, limit) => {
        const batches = [...batchesOf(a, limit)];
        expect(batches.flatMap((batch) => [...addressesOf(batch)])).toEqual([...addressesOf(a)]);
        expect(batches.every((batch) => size(batch) <= limit)).toBe(true);
      }),
    );
  });

  it('what is written is read back', () => {
    fc.assert(
      fc.property(set, (a) => {
        fc.pre(a.length > 0);
        expect(parseTargetList(formatAddressSet(a))).toMatchObject({ right: { addresses: a } });
      }),
    );
  });
});
