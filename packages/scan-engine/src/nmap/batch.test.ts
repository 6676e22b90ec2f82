import { formatAddressSet, parseTargetList, size, union, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planBatches } from './batch.js';

const targets = (text: string): AddressSet => {
  const list = parseTargetList(text);
  if (E.isLeft(list)) throw new Error(list.left.tag);
  return list.right.addresses;
};

const batches = (list: string, limit: number, address?: string) =>
  [...planBatches(targets(list), limit, address === undefined ? undefined : { address, port: 8443 })].map(
    ({ addresses, ownPort, loopback }) => [formatAddressSet(addresses), ownPort, loopback],
  );

describe('planBatches', () => {
  it.each([
    ['127.0.0.1', undefined, [['127.0.0.1', undefined, true]]],
    ['127.0.0.1', '127.0.0.1', [['127.0.0.1', 8443, true]]],
    [
      '127.0.0.1-127.0.0.3',
      '127.0.0.2',
      [
        ['127.0.0.2', 8443, true],
        ['127.0.0.1,127.0.0.3', undefined, true],
      ],
    ],
    ['127.0.0.5', '127.0.0.1', [['127.0.0.5', undefined, true]]],
    ['127.0.0.5', '0.0.0.0', [['127.0.0.5', 8443, true]]],
    ['127.0.0.5', '::', [['127.0.0.5', 8443, true]]],
    ['127.0.0.5', 'localhost', [['127.0.0.5', 8443, true]]],
    [
      '127.0.0.1,198.51.100.7',
      '0.0.0.0',
      [
        ['127.0.0.1', 8443, true],
        ['198.51.100.7', undefined, false],
      ],
    ],
    ['127.0.0.1,198.51.100.7', undefined, [['127.0.0.1,198.51.100.7', undefined, false]]],
  ])('%s with a server at %s', (list, address, expected) => {
    expect(batches(list, 16, address)).toEqual(expected);
  });

  it('takes every address once and no more than allowed at a time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 }), (length, limit) => {
        const all: AddressSet = [{ first: 0x7f000001, last: 0x7f000001 + length }];
        const plan = planBatches(all, limit, { address: '127.0.0.9', port: 1 });
        const parts = [...plan].map(({ addresses }) => addresses);
        expect(parts.every((part) => size(part) <= limit)).toBe(true);
        expect(parts.reduce((sum, part) => sum + size(part), 0)).toBe(size(all));
        expect(parts.reduce(union, [])).toEqual(all);
      }),
    );
  });
});
