import type { Script, Table } from '../nmap/document.js';
import type { Reading, Sight } from './script-rule.js';
import { tableOf, valueOf, valuesOf } from './script-value.js';

interface Suite {
  readonly version: string;
  readonly name: string;
  readonly exchange: string;
}

const isVersion = ({ key = '' }: Table): boolean => /^(?:SSL|TLS)v\d/.test(key);

const suitesOf = (version: Table): readonly Suite[] =>
  (tableOf(version, 'ciphers')?.tables ?? []).map((cipher) => ({
    version: version.key ?? '',
    name: valueOf(cipher, 'name') ?? '',
    exchange: valueOf(cipher, 'kex_info') ?? '-',
  }));

const UNPROTECTED = /_anon_|_NULL(?:_|$)|_EXPORT/;
const RC4 = /_RC4_/;
const SMALL_BLOCKS = /_(?:3DES|DES|DES40|IDEA|RC2)_/;
const WEAK = /_(?:RC4|3DES|DES|DES40|IDEA|RC2)_|_MD5$/;

const names = (suites: readonly Suite[]): string =>
  [...new Set(suites.map(({ name }) => name))].sort().join('\n');

const has = (suites: readonly Suite[], pattern: RegExp): boolean =>
  suites.some(({ name }) => pattern.test(name));

const weakness = (suites: readonly Suite[]): readonly Sight[] => {
  const unprotected = suites.filter(({ name }) => UNPROTECTED.test(name));
  const weak = suites.filter(({ name }) => WEAK.test(name) && !UNPROTECTED.test(name));
  const cve = [
    ...(has(weak, RC4) ? ['CVE-2013-2566', 'CVE-2015-2808'] : []),
    ...(has(weak, SMALL_BLOCKS) ? ['CVE-2016-2183'] : []),
  ];
  const freak = has(unprotected, /_RSA_EXPORT/) ? ['CVE-2015-0204'] : [];
  return [
    ...(unprotected.length > 0
      ? [{ check: 'tls_unprotected_ciphers', cve: freak, result: names(unprotected) }]
      : []),
    ...(weak.length > 0 ? [{ check: 'tls_weak_ciphers', cve, result: names(weak) }] : []),
  ];
};

/** Reads `ssl-enum-ciphers`. Suites are sorted: some servers change their preference from client to client. */
export const readCiphers = (script: Script): Reading => {
  const versions = script.tables.filter(isVersion);
  const suites = versions.flatMap(suitesOf);
  if (suites.length === 0) return { sights: [] };
  const offered = [...new Set(suites.map(({ version }) => version))].sort();
  const old = offered.filter((version) => version === 'TLSv1.0' || version === 'TLSv1.1');
  const compressed = versions.some((version) =>
    valuesOf(tableOf(version, 'compressors')).some((name) => name !== 'NULL'),
  );
  const rows = suites.map(({ version, name, exchange }) => `${version}\t${name}\t${exchange}`).sort();
  return {
    sights: [
      {
        check: 'tls_protocols',
        table: true,
        result: ['Version\tCipher Suite\tKey Exchange', ...rows].join('\n'),
      },
      ...(offered.includes('SSLv3') ? [{ check: 'tls_sslv3', result: 'SSLv3' }] : []),
      ...(old.length > 0 ? [{ check: 'tls_old_versions', result: old.join('\n') }] : []),
      ...(compressed ? [{ check: 'tls_compression' }] : []),
      ...weakness(suites),
    ],
  };
};
