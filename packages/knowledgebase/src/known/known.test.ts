import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affects, compareVersions, parseCpe } from '../index.js';

describe('compareVersions', () => {
  const ORDER = [
    '0.9',
    '1.0rc1',
    '1.0',
    '1.0.2',
    '1.0.2k',
    '1.0.10',
    '1.1',
    '1.2beta',
    '1.2',
    '9.2',
    '9.2p1',
    '9.3p2',
    '10',
  ];

  it('puts versions in the order of their releases', () => {
    for (const [i, a] of ORDER.entries()) {
      for (const [j, b] of ORDER.entries()) expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
    }
  });

  it.each([
    ['7.0', '7'],
    ['1.0.0', '1'],
    ['1.0-P1', '1.0p1'],
  ])('%s is %s', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
  });

  it('is an order', () => {
    const version = fc.stringMatching(/^[0-9]{1,2}(\.[0-9a-z]{1,3}){0,3}$/);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('parseCpe', () => {
  it.each([
    ['cpe:/a:openbsd:openssh:9.2p1', { product: 'a:openbsd:openssh', version: '9.2p1' }],
    ['cpe:/a:x:c%2b%2b:1', { product: 'a:x:c++', version: '1' }],
    ['cpe:/o:linux:linux_kernel', { product: 'o:linux:linux_kernel' }],
    ['cpe:2.3:a:openbsd:openssh:9.2:p1:*:*:*:*:*:*', { product: 'a:openbsd:openssh', version: '9.2p1' }],
    ['cpe:2.3:a:x:y\\:z:1.0\\+git:*:*:*:*:*:*:*', { product: 'a:x:y:z', version: '1.0+git' }],
    ['cpe:2.3:a:x:y:*:*:*:*:*:*:*:*', { product: 'a:x:y' }],
    ['cpe:2.3:a:x:y:-:*:*:*:*:*:*:*', undefined],
    ['cpe:/x:y:z', undefined],
    ['openssh 9.2', undefined],
  ])('%s', (name, value) => {
    expect(parseCpe(name)).toEqual(value);
  });
});

describe('affects', () => {
  const range = (bounds: object) => ({
    cve: 'CVE-2024-0001',
    summary: '',
    affected: [{ product: 'a:x:y', ...bounds }],
  });
  it.each([
    [{}, '1.0', true],
    [{ version: '1.0' }, '1.0', true],
    [{ version: '1.0' }, '1.0.1', false],
    [{ from: '1.0', before: '2.0' }, '1.0', true],
    [{ from: '1.0', before: '2.0' }, '2.0', false],
    [{ after: '1.0', to: '2.0' }, '1.0', false],
    [{ after: '1.0', to: '2.0' }, '2.0', true],
    [{ before: '2.4.52' }, '2.4.52-1ubuntu4', false],
    [{ to: '8.0.36' }, '8.0.36-0ubuntu0.22.04.1', true],
  ])('%j, %s: %s', (bounds, version, is) => {
    expect(affects(range(bounds), { product: 'a:x:y', version })).toBe(is);
    expect(affects(range(bounds), { product: 'a:x:other', version })).toBe(false);
  });

  it('says nothing of a product without a version', () => {
    expect(affects(range({}), { product: 'a:x:y' })).toBe(false);
  });
});
