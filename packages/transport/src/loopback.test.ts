import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isLoopbackHost, loopbackLookup, NOT_LOOPBACK } from './loopback.js';

describe('isLoopbackHost', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.255.255.254', true],
    ['[::1]', true],
    ['128.0.0.1', false],
    ['0.0.0.0', false],
    ['[::]', false],
    ['[::ffff:7f00:1]', false],
    ['localhost.', false],
    ['localhost.example', false],
    ['127.0.0.1.example', false],
    ['notlocalhost', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});

const V4 = { address: '127.0.0.1', family: 4 };
const V6 = { address: '::1', family: 6 };
const BEYOND = { address: '192.0.2.1', family: 4 };

const resolved = (addresses: LookupAddress[], all: boolean) =>
  new Promise((resolve) => {
    const lookup: LookupFunction = (_host, _options, callback) => callback(null, addresses);
    loopbackLookup(lookup)('localhost', { all }, (error, ...found) => resolve(error?.code ?? found));
  });

describe('loopbackLookup', () => {
  it.each([
    [[V4], true, [[V4]]],
    [[BEYOND, V6, V4], true, [[V6, V4]]],
    [[BEYOND, V4], false, ['127.0.0.1', 4]],
    [[BEYOND], true, NOT_LOOPBACK],
    [[BEYOND], false, NOT_LOOPBACK],
    [[], true, NOT_LOOPBACK],
  ])('of %j (all: %s) gives %j', async (addresses, all, expected) => {
    expect(await resolved(addresses, all)).toEqual(expected);
  });

  it('passes failures on', async () => {
    const failure = Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    const lookup = loopbackLookup((_host, _options, callback) => callback(failure, ''));
    const outcome = new Promise((resolve) => lookup('localhost', {}, resolve));
    expect(await outcome).toBe(failure);
  });
});
