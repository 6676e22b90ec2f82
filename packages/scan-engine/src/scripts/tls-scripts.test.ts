import { describe, expect, it } from 'vitest';
import { OTHER_SIGNATURE, OWN_SIGNATURE } from '../../test/certificates.js';
import { MANY_VERDICTS, neverEmitted, readingOf, VERDICT_SCRIPTS } from '../../test/script-reading.js';
import { TLS_SCRIPTS } from './tls-scripts.js';

interface Certificate {
  readonly issuer?: string;
  readonly bits?: number;
  readonly type?: string;
  readonly signature?: string;
  readonly until?: string;
  readonly from?: string;
  readonly pem?: string;
  readonly names?: string;
}

const certificate = ({
  issuer = 'Example CA',
  bits = 2048,
  type = 'rsa',
  signature = 'sha256WithRSAEncryption',
  until = '2027-01-01T00:00:00',
  from = '2025-01-01T00:00:00',
  pem,
  names = 'DNS:www.example, DNS:example',
}: Certificate = {}): string =>
  '<script id="ssl-cert" output="x"><table key="subject"><elem key="commonName">www.example</elem></table>' +
  `<table key="issuer"><elem key="commonName">${issuer}</elem></table>` +
  `<table key="pubkey"><elem key="type">${type}</elem><elem key="bits">${bits}</elem></table>` +
  '<table key="extensions"><table><elem key="name">X509v3 Subject Alternative Name</elem>' +
  `<elem key="value">${names}</elem></table></table>` +
  `<elem key="sig_algo">${signature}</elem><table key="validity"><elem key="notBefore">${from}</elem>` +
  `<elem key="notAfter">${until}</elem></table><elem key="sha1">ab12</elem>${pem === undefined ? '' : `<elem key="pem">${pem}</elem>`}</script>`;

const checksIn = (xml: string): readonly string[] => readingOf(xml).sights.map(({ check }) => check);

describe('ssl-cert', () => {
  it('tells the certificate', () => {
    expect(readingOf(certificate()).sights).toEqual([
      {
        check: 'tls_certificate',
        result:
          'Subject: CN=www.example\nIssuer: CN=Example CA\nNames: DNS:www.example, DNS:example\n' +
          'Key: rsa 2048 bits\nSignature: sha256WithRSAEncryption\nValid from: 2025-01-01T00:00:00\n' +
          'Valid until: 2027-01-01T00:00:00\nSHA-1: ab12',
      },
    ]);
  });

  it.each<[string, Certificate, readonly string[]]>([
    ['lapsed a second ago', { until: '2026-11-22T11:59:59' }, ['tls_certificate_expired']],
    ['lapsed, with a zone', { until: '2026-11-22T11:59:59+00:00' }, ['tls_certificate_expired']],
    ['lapses in a second', { until: '2026-11-22T12:00:01' }, []],
    ['valid in a second', { from: '2026-11-22T12:00:01' }, ['tls_certificate_not_yet_valid']],
    ['valid since a second', { from: '2026-11-22T11:59:59' }, []],
    ['self-signed', { issuer: 'www.example' }, ['tls_certificate_self_signed']],
    ['a short RSA key', { bits: 1024 }, ['tls_certificate_short_key']],
    ['a long enough elliptic curve', { type: 'ec', bits: 256 }, []],
    ['a short elliptic curve', { type: 'ec', bits: 160 }, ['tls_certificate_short_key']],
    ['SHA-1', { signature: 'sha1WithRSAEncryption' }, ['tls_certificate_weak_signature']],
    ['MD5', { signature: 'md5WithRSAEncryption' }, ['tls_certificate_weak_signature']],
    ['SHA-512', { signature: 'ecdsa-with-SHA512' }, []],
    [
      'SHA-1 of its own',
      { signature: 'sha1WithRSAEncryption', issuer: 'www.example' },
      ['tls_certificate_self_signed'],
    ],
  ])('%s', (_, wrong, checks) => {
    expect(checksIn(certificate(wrong))).toEqual(['tls_certificate', ...checks]);
  });
});

it('says nothing of a certificate whose dates nobody can read, but that', () => {
  const { sights, unclear } = readingOf(certificate({ until: 'some day' }));
  expect(sights.map(({ check }) => check)).toEqual(['tls_certificate']);
  expect(unclear).toMatch(/date "some day"/);
});

it('tells a certificate that signed itself from one that another of the same name signed', () => {
  const isTold = (pem: string): boolean =>
    checksIn(certificate({ issuer: 'www.example', pem })).includes('tls_certificate_self_signed');
  expect([isTold(OWN_SIGNATURE), isTold(OTHER_SIGNATURE), isTold('no certificate')]).toEqual([
    true,
    false,
    true,
  ]);
});

describe('the names of a certificate', () => {
  it('may be the address of the host', () => {
    const isWrong = (names: string) =>
      readingOf(certificate({ names }), ['ptr.isp.example'], '192.0.2.7').sights.some(
        ({ check }) => check === 'tls_certificate_wrong_name',
      );
    expect([isWrong('IP Address:192.0.2.7'), isWrong('IP Address:192.0.2.70')]).toEqual([false, true]);
  });

  it.each([
    [['www.example'], false],
    [['WWW.example.'], false],
    [['ptr.isp.example', 'www.example'], false],
    [['other.example'], true],
    [[], false],
  ])('for %j: wrong is %s', (names, wrong) => {
    const seen = readingOf(certificate(), names).sights.find(
      ({ check }) => check === 'tls_certificate_wrong_name',
    );
    expect(seen !== undefined).toBe(wrong);
    if (wrong) expect(seen?.result).toBe('Host: other.example\nCertificate: www.example, example');
  });

  it('a star stands for one label', () => {
    const star = certificate().replace('DNS:www.example, DNS:example', 'DNS:*.corp.example');
    const isWrong = (name: string) =>
      readingOf(star, [name]).sights.some(({ check }) => check === 'tls_certificate_wrong_name');
    expect(['a.corp.example', 'a.b.corp.example', 'corp.example'].map(isWrong)).toEqual([false, true, true]);
  });
});

const suite = (name: string, exchange = 'ecdh_x25519') =>
  `<table><elem key="kex_info">${exchange}</elem><elem key="name">${name}</elem><elem key="strength">A</elem></table>`;
const version = (name: string, suites: readonly string[], compressor = 'NULL') =>
  `<table key="${name}"><table key="ciphers">${suites.join('')}</table>` +
  `<table key="compressors"><elem>${compressor}</elem></table></table>`;
const ciphers = (...versions: string[]) =>
  `<script id="ssl-enum-ciphers" output="x">${versions.join('')}<elem key="least strength">A</elem></script>`;

const GOOD = suite('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');

describe('ssl-enum-ciphers', () => {
  it('lists versions and suites, in no order of the server', () => {
    const other = suite('TLS_RSA_WITH_AES_128_CBC_SHA', 'rsa 2048');
    const [sight] = readingOf(ciphers(version('TLSv1.2', [other, GOOD]))).sights;
    expect(sight).toEqual({
      check: 'tls_protocols',
      table: true,
      result:
        'Version\tCipher Suite\tKey Exchange\nTLSv1.2\tTLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\tecdh_x25519\n' +
        'TLSv1.2\tTLS_RSA_WITH_AES_128_CBC_SHA\trsa 2048',
    });
  });

  it.each([
    ['nothing wrong', version('TLSv1.3', [suite('TLS_AKE_WITH_AES_128_GCM_SHA256')]), []],
    ['SSL 3', version('SSLv3', [GOOD]), [{ check: 'tls_sslv3', result: 'SSLv3' }]],
    ['TLS 1.1', version('TLSv1.1', [GOOD]), [{ check: 'tls_old_versions', result: 'TLSv1.1' }]],
    ['compression', version('TLSv1.2', [GOOD], 'DEFLATE'), [{ check: 'tls_compression' }]],
    [
      'RC4',
      version('TLSv1.2', [suite('TLS_RSA_WITH_RC4_128_SHA')]),
      [
        {
          check: 'tls_weak_ciphers',
          cve: ['CVE-2013-2566', 'CVE-2015-2808'],
          result: 'TLS_RSA_WITH_RC4_128_SHA',
        },
      ],
    ],
    [
      'triple DES',
      version('TLSv1.2', [suite('TLS_RSA_WITH_3DES_EDE_CBC_SHA')]),
      [{ check: 'tls_weak_ciphers', cve: ['CVE-2016-2183'], result: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' }],
    ],
    [
      'export keys',
      version('TLSv1.2', [suite('TLS_RSA_EXPORT_WITH_RC4_40_MD5')]),
      [
        {
          check: 'tls_unprotected_ciphers',
          cve: ['CVE-2015-0204'],
          result: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
        },
      ],
    ],
    [
      'no encryption and no identity',
      version('TLSv1.2', [suite('TLS_RSA_WITH_NULL_SHA'), suite('TLS_DH_anon_WITH_AES_128_CBC_SHA')]),
      [
        {
          check: 'tls_unprotected_ciphers',
          cve: [],
          result: 'TLS_DH_anon_WITH_AES_128_CBC_SHA\nTLS_RSA_WITH_NULL_SHA',
        },
      ],
    ],
  ])('%s', (_, offered, sights) => {
    expect(readingOf(ciphers(offered)).sights.slice(1)).toEqual(sights);
  });
});

describe('other scripts for TLS', () => {
  it.each([
    [
      '<script id="sslv2" output="&#xa;  SSLv2 supported"><elem>SSLv2 supported</elem><table key="ciphers"><elem>B</elem><elem>A</elem></table></script>',
      [{ check: 'tls_sslv2', result: 'SSLv2\nA\nB' }],
    ],
    [
      '<script id="ssl-cert-intaddr" output="&#xa;  Subject commonName: &#xa;    10.5.5.5"/>',
      [{ check: 'ssl-cert-intaddr', result: '10.5.5.5\nSubject commonName:' }],
    ],
    [
      '<script id="ssl-known-key" output="Found in Little Black Box 0.1 (SHA-1: 0028)"/>',
      [{ check: 'ssl-known-key', result: 'Found in Little Black Box 0.1 (SHA-1: 0028)' }],
    ],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml).sights).toEqual(sights);
  });
});

it('every check of these scripts has a sample', () => {
  expect(neverEmitted(TLS_SCRIPTS, [...VERDICT_SCRIPTS, ...MANY_VERDICTS])).toEqual([]);
});
