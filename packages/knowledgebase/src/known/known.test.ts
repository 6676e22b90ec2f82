import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affects, compareVersions, isVague, parseCpe, softwareNames } from '../index.js';

describe('compareVersions', () => {
  const ORDER = [
    '0.9',
    '1.0m2',
    '1.0rc1',
    '1.0',
    '1.0.2',
    '1.0.2k',
    '1.0.2m',
    '1.0.2n',
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
    ['1.0-M2', '1.0m2'],
    ['1.0.M.2', '1.0-milestone2'],
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
    ['cpe:2.3:a:x:y:2.0:-:*:*:*:*:*:*', { product: 'a:x:y', version: '2.0', noUpdate: true }],
    ['cpe:2.3:a:x:y:2.4.4:9:*:*:*:*:*:*', { product: 'a:x:y', version: '2.4.4-update9' }],
    ['cpe:2.3:a:x:y:2.4.*:*:*:*:*:*:*:*', { product: 'a:x:y', like: '2.4.*' }],
    ['cpe:2.3:a:x:y:2.4\\*:*:*:*:*:*:*:*', { product: 'a:x:y', version: '2.4*' }],
    ['cpe:2.3:a:x:y:*:p3:*:*:*:*:*:*', { product: 'a:x:y', like: '*p3' }],
    ['cpe:/a:x:y:2005:sp2', { product: 'a:x:y', version: '2005sp2' }],
    ['cpe:/a:x:y:2017:CU18', { product: 'a:x:y', version: '2017CU18' }],
    ['cpe:/a:x:y:2.0:beta', { product: 'a:x:y', version: '2.0beta' }],
    ['cpe:/a:x:y:2008_r2:gold', { product: 'a:x:y', version: '2008_r2', noUpdate: true }],
    ['cpe:/a:x:y:2.0:-', { product: 'a:x:y', version: '2.0', noUpdate: true }],
    ['cpe:/a:x:y:2.0:build7', { product: 'a:x:y', version: '2.0' }],
    ['cpe:/a:x:y:2003:::ko', { product: 'a:x:y', version: '2003' }],
    ['cpe:/a:x:y:-', undefined],
    ['cpe:/a:x:y::sp2', { product: 'a:x:y' }],
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
    // Updates belong to the version that names none.
    [{ to: '7.2' }, '7.2p2', true],
    [{ to: '7.2p1' }, '7.2p2', false],
    [{ version: '7.2' }, '7.2p2', true],
    [{ version: '7.2', noUpdate: true }, '7.2p2', false],
    [{ version: '7.2', noUpdate: true }, '7.2', true],
    [{ version: '7.2p1' }, '7.2p2', false],
    // A letter of OpenSSL is part of its version.
    [{ version: '1.0.2' }, '1.0.2k', false],
    [{ from: '1.0.2', before: '1.0.2n' }, '1.0.2m', true],
    [{ from: '1.0.2', before: '1.0.2k' }, '1.0.2m', false],
    [{ before: '1.0.1' }, '1.0.1m', false],
    [{ before: '1.0' }, '1.0-m2', true],
    [{ version: '9.11.3p1' }, '9.11.3-P1', true],
    [{ version: '9.11.3s1' }, '9.11.3-S1-Debian', true],
    [{ version: '9.11.3p1' }, '9.11.3-1', false],
    [{ before: '9.9.5-P1' }, '9.9.5-P1', false],
    [{ before: '9.9.5-P1' }, '9.9.5', true],
    [{ version: '3.0rc1' }, '3.0-rc1', true],
    [{ before: '3.0' }, '3.0-rc1', true],
    [{ like: '2.4.*' }, '2.4.49', true],
    [{ like: '2.4.?' }, '2.4.49', false],
    [{ like: '2.4.?' }, '2.4.9', true],
    [{ like: '*p3' }, '7.2p3', true],
    [{ like: '*p3' }, '7.2p4', false],
    [{ before: '3' }, '1:4.0-1', false],
    [{ before: '1:4.0' }, '3.9', true],
  ])('%j, %s: %s', (bounds, version, is) => {
    expect(affects(range(bounds), { product: 'a:x:y', version })).toBe(is);
    expect(affects(range(bounds), { product: 'a:x:other', version })).toBe(false);
  });

  it.each([
    ['cpe:/a:x:y:2005:sp2', ['all of 2005', '2005 sp2']],
    ['cpe:/a:x:y:2005:sp1', ['all of 2005', '2005 sp1']],
    ['cpe:/a:x:y:2005:cu18', ['all of 2005']],
    ['cpe:/a:x:y:2005:gold', ['all of 2005', '2005 before sp1']],
    ['cpe:/a:x:y:2008_r2:sp2', ['2008 r2 sp2']],
  ])('%s concerns what is published for %j', (cpe, expected) => {
    const published = Object.entries({
      'all of 2005': 'cpe:2.3:a:x:y:2005:*:*:*:*:*:*:*',
      '2005 before sp1': 'cpe:2.3:a:x:y:2005:-:*:*:*:*:*:*',
      '2005 sp1': 'cpe:2.3:a:x:y:2005:sp1:*:*:*:*:*:*',
      '2005 sp2': 'cpe:2.3:a:x:y:2005:sp2:*:*:*:*:*:*',
      '2008 r2 sp2': 'cpe:2.3:a:x:y:2008:r2_sp2:*:*:*:*:*:*',
    });
    const name = parseCpe(cpe);
    if (name === undefined) throw new Error(cpe);
    expect(
      published
        .filter(([, criteria]) => affects(range(parseCpe(criteria) ?? {}), name))
        .map(([what]) => what),
    ).toEqual(expected);
  });

  it('takes a version whose update nobody knows for none of those before any', () => {
    const name = { product: 'a:x:y', version: '2008', someUpdate: true } as const;
    expect(affects(range({ version: '2008' }), name)).toBe(true);
    expect(affects(range({ version: '2008', noUpdate: true }), name)).toBe(false);
  });

  it('says nothing of a product without a version', () => {
    expect(affects(range({}), { product: 'a:x:y' })).toBe(false);
  });
});

describe('softwareNames', () => {
  const told = (cpe: string) => {
    const { names, unknown } = softwareNames(cpe);
    return unknown ?? names.map(({ product, version }) => `${product} ${version}`);
  };

  it('reads the version of MariaDB behind the one that its servers put first', () => {
    const cpe = 'cpe:/a:mariadb:mariadb:5.5.5-10.11.18-mariadb-0%2Bdeb12u1';
    expect(told(cpe)).toEqual(['a:mariadb:mariadb 10.11.18-mariadb-0+deb12u1']);
    expect(told('cpe:/a:mariadb:mariadb:5.5.5')).toEqual(['a:mariadb:mariadb 5.5.5']);
  });

  it('says that nobody knows the service pack where a product is named by its year alone', () => {
    const [unsaid, said] = [
      softwareNames('cpe:/a:microsoft:sql_server:2008_r2'),
      'cpe:/a:microsoft:sql_server',
    ];
    expect(unsaid.unknown).toMatch(/of 2008_r2, and not its service pack/);
    expect(unsaid.names).toEqual([
      { product: 'a:microsoft:sql_server', version: '2008_r2', someUpdate: true },
    ]);
    expect(told(`${said}:2008_r2:sp1`)).toEqual(['a:microsoft:sql_server 2008_r2sp1']);
    expect(told(`${said}:2008:gold`)).toEqual(['a:microsoft:sql_server 2008']);
    expect(told('cpe:/a:x:y:2008')).toEqual(['a:x:y 2008']);
  });

  it('knows other names of a product, and versions that say nothing', () => {
    expect(told('cpe:/a:igor_sysoev:nginx:1.10.3')).toContain('a:f5:nginx 1.10.3');
    expect(told('cpe:/a:mysql:mysql:5.7.1')).toContain('a:oracle:mysql 5.7.1');
    expect(told('cpe:/a:openbsd:openssh:9.2p1')).toEqual(['a:openbsd:openssh 9.2p1']);
    expect(told('cpe:/a:samba:samba:4.6.2')).toMatch(/every Samba/);
    expect(told('cpe:/a:samba:samba:4.6.3')).toEqual(['a:samba:samba 4.6.3']);
    expect([told('cpe:/o:linux:linux_kernel'), told('text')]).toEqual([[], []]);
  });
});

describe('isVague', () => {
  it.each([
    '4.X',
    '2.0.x',
    '3.X - 4.X',
    '14.1 - 14.5',
    '9.3.18 - 9.3.20 or 9.5.4',
    '9.4.16 - 9.4.21, 9.5.20 (Docker image)',
    '4.2.2 - 4.49RC1',
    '3.10 or later',
    '3.10 or Newer',
    '1.4 or 1.5',
    '>2.1.6',
    '>= 2.1.6',
    '1.4.27+',
  ])('%s is no one version', (version) => {
    expect(isVague(version)).toBe(true);
  });

  it.each([
    '4',
    '9.2p1 Debian 2+deb12u3',
    '2.4.x86_64',
    '5.5.5-10.11.18-MariaDB-0+deb12u1',
    '9.00.3054; SP2+',
    '1.0-rc1',
    '3.0 build 12',
    '1.0 (for later releases)',
    '8.0.36-0ubuntu0.22.04.1',
    '',
  ])('%s is one, or says nothing of others', (version) => {
    expect(isVague(version)).toBe(false);
  });
});
