import { readCertificate } from './certificate.js';
import { readCiphers } from './ciphers.js';
import { sightIf, type ScriptRules } from './script-rule.js';
import { linesOf, tableOf, valuesOf } from './script-value.js';
import { readVerdicts, verdictOn, type Identify } from './vulnerability.js';

const GROUP = /GROUP(?: \d+)?$/;

/**
 * The groups that `ssl-dh-params` describes, each once and in order. It numbers them and names a cipher by
 * the order in which it happened to try them.
 */
const groupsOf = (evidence: readonly string[]): string => {
  const groups: string[][] = [];
  for (const line of evidence.map((text) => text.trim())) {
    if (GROUP.test(line)) groups.push([line.replace(/ \d+$/, '')]);
    else if (!/^Cipher ?suite:/i.test(line)) groups.at(-1)?.push(line);
  }
  return [...new Set(groups.map((group) => group.join('\n')))].sort().join('\n');
};

const identifyGroup: Identify = ({ title, cve, evidence }) => {
  const result = groupsOf(evidence);
  if (cve.includes('CVE-2015-4000')) return { check: 'ssl-dh-params:CVE-2015-4000', result };
  if (title.startsWith('Anonymous Diffie-Hellman')) return { check: 'ssl-dh-params:anonymous', result };
  if (title.includes('Insufficient')) return { check: 'ssl-dh-params:weak-group', result };
  return /Incorrectly Generated|Potentially Unsafe/.test(title)
    ? { check: 'ssl-dh-params:unsafe-group', result }
    : undefined;
};

/** Certificates, protocol versions, ciphers and flaws of TLS services. */
export const TLS_SCRIPTS: ScriptRules = {
  'ssl-cert': {
    checks: [
      'tls_certificate',
      'tls_certificate_expired',
      'tls_certificate_not_yet_valid',
      'tls_certificate_self_signed',
      'tls_certificate_short_key',
      'tls_certificate_weak_signature',
      'tls_certificate_wrong_name',
    ],
    on: 'tls',
    read: readCertificate,
  },
  'ssl-enum-ciphers': {
    checks: [
      'tls_protocols',
      'tls_sslv3',
      'tls_old_versions',
      'tls_weak_ciphers',
      'tls_unprotected_ciphers',
      'tls_compression',
    ],
    on: 'tls',
    read: readCiphers,
  },
  sslv2: {
    checks: ['tls_sslv2'],
    on: 'tls',
    read: (script) =>
      sightIf(/SSLv2 supported/.test(script.output ?? ''), {
        check: 'tls_sslv2',
        result: ['SSLv2', ...[...valuesOf(tableOf(script, 'ciphers'))].sort()].join('\n'),
      }),
  },
  'ssl-cert-intaddr': {
    checks: ['ssl-cert-intaddr'],
    on: 'tls',
    read: (script) => {
      const lines = [...linesOf(script)].sort();
      return sightIf(lines.length > 0, { check: 'ssl-cert-intaddr', result: lines.join('\n') });
    },
  },
  'ssl-known-key': {
    checks: ['ssl-known-key'],
    on: 'tls',
    read: (script) =>
      sightIf(/^Found in /.test(script.output?.trim() ?? ''), {
        check: 'ssl-known-key',
        result: linesOf(script).join('\n'),
      }),
  },
  'ssl-dh-params': {
    checks: [
      'ssl-dh-params:CVE-2015-4000',
      'ssl-dh-params:anonymous',
      'ssl-dh-params:weak-group',
      'ssl-dh-params:unsafe-group',
    ],
    on: 'tls',
    read: (script) => readVerdicts(script, identifyGroup),
  },
  'rsa-vuln-roca': verdictOn('any', 'rsa-vuln-roca'),
  'ssl-ccs-injection': verdictOn('tls', 'ssl-ccs-injection'),
  'ssl-heartbleed': verdictOn('tls', 'ssl-heartbleed'),
  'ssl-poodle': verdictOn('tls', 'ssl-poodle'),
  'tls-ticketbleed': verdictOn('tls', 'tls-ticketbleed'),
};
