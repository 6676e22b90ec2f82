import { X509Certificate } from 'node:crypto';
import { parseDomain } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Script, Table } from '../nmap/document.js';
import type { Place, Reading, Sight } from './script-rule.js';
import { describeAll, tableOf, valueOf } from './script-value.js';

const SHORT_NAMES: Readonly<Record<string, string>> = {
  commonName: 'CN',
  organizationName: 'O',
  organizationalUnitName: 'OU',
  countryName: 'C',
  stateOrProvinceName: 'ST',
  localityName: 'L',
};

const nameOf = (table: Table | undefined): string =>
  [...(table?.elems ?? [])]
    .map(({ key = '', text }) => `${SHORT_NAMES[key] ?? key}=${text}`)
    .sort()
    .join(', ');

const alternativeNames = (script: Script): string | undefined => {
  const extensions = tableOf(script, 'extensions')?.tables ?? [];
  const names = extensions.find((table) => valueOf(table, 'name') === 'X509v3 Subject Alternative Name');
  return valueOf(names, 'value');
};

/** What a certificate is for: its alternative names, and without any its common name. */
const namesIn = (script: Script): readonly string[] => {
  const alternatives = (alternativeNames(script) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => /^(?:DNS|IP Address):/.test(item))
    .map((item) => item.slice(item.indexOf(':') + 1).toLowerCase());
  const common = valueOf(tableOf(script, 'subject'), 'commonName')?.toLowerCase();
  return alternatives.length > 0 || common === undefined ? alternatives : [common];
};

/** RFC 6125: a star stands for one whole label, the first. */
const isNamed = (name: string, patterns: readonly string[]): boolean => {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const [, ...rest] = wanted.split('.');
  return patterns.includes(wanted) || (rest.length > 1 && patterns.includes(`*.${rest.join('.')}`));
};

const WEAK_SIGNATURE = /(?:md[245]|sha-?1)(?![0-9])/i;

/** Fewest bits that are accepted, by the type of the key. */
const FEWEST_BITS: Readonly<Record<string, number>> = { rsa: 2048, dsa: 2048, ec: 224 };

/** Times come without a zone; the script means UTC. */
const timeOf = (text: string): number => Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);

/**
 * Whether a certificate signed itself: two with one name may well be two, as those of many small authorities are. The
 * names alone tell where nmap does not give the certificate itself.
 */
const isSelfSigned = (script: Script, subject: string, issuer: string): boolean => {
  if (subject !== issuer) return false;
  const pem = valueOf(script, 'pem');
  if (pem === undefined) return true;
  try {
    const certificate = new X509Certificate(pem);
    return certificate.verify(certificate.publicKey);
  } catch {
    // Expected: nmap reads certificates that this library does not.
    return true;
  }
};

/** Reads `ssl-cert`: what the certificate says, and what is wrong with it at the time of the scan. */
export const readCertificate = (script: Script, { time, names = [], address = '' }: Place): Reading => {
  const subject = nameOf(tableOf(script, 'subject'));
  const issuer = nameOf(tableOf(script, 'issuer'));
  const key = tableOf(script, 'pubkey');
  const validity = tableOf(script, 'validity');
  if (key === undefined || validity === undefined) return { sights: [] };
  const type = valueOf(key, 'type') ?? '';
  const bits = Number(valueOf(key, 'bits'));
  const signature = valueOf(script, 'sig_algo') ?? '';
  const until = valueOf(validity, 'notAfter') ?? '';
  const from = valueOf(validity, 'notBefore') ?? '';
  const unread = [from, until].find((text) => Number.isNaN(timeOf(text)));
  const selfSigned = isSelfSigned(script, subject, issuer);
  const own = namesIn(script);
  const isOwn = own.includes(address) || names.some((name) => isNamed(name, own));
  const wrongName = names.length > 0 && own.length > 0 && !isOwn;
  const described = describeAll([
    ['Subject', subject],
    ['Issuer', issuer],
    ['Names', alternativeNames(script)],
    ['Key', `${type} ${bits} bits`],
    ['Signature', signature],
    ['Valid from', from],
    ['Valid until', until],
    ['SHA-1', valueOf(script, 'sha1')],
  ]);
  const wrong: readonly (readonly [boolean, Sight])[] = [
    [timeOf(until) < time, { check: 'tls_certificate_expired', result: `Valid until: ${until}` }],
    [timeOf(from) > time, { check: 'tls_certificate_not_yet_valid', result: `Valid from: ${from}` }],
    [selfSigned, { check: 'tls_certificate_self_signed', result: `Subject and issuer: ${subject}` }],
    [
      bits < (FEWEST_BITS[type] ?? 0),
      { check: 'tls_certificate_short_key', result: `Key: ${type} ${bits} bits` },
    ],
    [
      wrongName,
      {
        check: 'tls_certificate_wrong_name',
        result: `Host: ${names.join(', ')}\nCertificate: ${own.join(', ')}`,
      },
    ],
    // Nobody relies on the signature that a certificate puts on itself.
    [
      !selfSigned && WEAK_SIGNATURE.test(signature),
      { check: 'tls_certificate_weak_signature', result: `Signature: ${signature}` },
    ],
  ];
  return {
    sights: [
      { check: 'tls_certificate', result: described },
      ...wrong.flatMap(([is, sight]) => (is ? [sight] : [])),
    ],
    ...(unread === undefined
      ? {}
      : { unclear: `nobody can read the date ${JSON.stringify(unread.slice(0, 40))}` }),
  };
};

/** The DNS names that a certificate is made out to, in lower case, wildcards left out. */
export const certifiedNames = (script: Script): readonly string[] => {
  const names = (alternativeNames(script) ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice('DNS:'.length));
  const common = valueOf(tableOf(script, 'subject'), 'commonName');
  return [...new Set([...names, ...(common === undefined ? [] : [common])])]
    .map((name) => name.toLowerCase())
    .filter((name) => E.isRight(parseDomain(name)));
};
