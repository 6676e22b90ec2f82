import type { CheckEntry } from './check-entry.js';
import { POTENTIAL, RULES, scoreOf } from './rule.js';

/** Whether a finding lets a scan by the rules of PCI DSS fail, and why. */
export interface PciVerdict {
  readonly fails: boolean;
  readonly reason: string;
}

const FAILS_FROM = 4.0;

// Settings and services that let a scan fail whatever their score, and which of them a rule stands for.
const REASONS: Readonly<Partial<Record<keyof typeof RULES, string>>> = {
  'own:anonymous-authoring': 'Content of the site can be changed without a log-in.',
  'own:backdoor': 'Malicious software is running.',
  'own:botnet': 'Malicious software is running.',
  'own:broken-protocol': 'A protocol without protection that holds is offered.',
  'own:cleartext-login': 'Passwords cross the network without strong cryptography.',
  'own:default-secret': 'A secret of the vendor is in use.',
  'own:ftp-anon': 'Files can be read without a log-in.',
  'own:ftp-writable': 'Files may be stored without a log-in.',
  'own:names-told': 'Names that should be protected are told to anyone.',
  'own:no-password': 'A data store is open to the network.',
  'own:no-protection': 'Connections without cryptography are possible.',
  'own:old-protocol': 'Early TLS is not strong cryptography.',
  'own:open-data': 'A data store is open to the network.',
  'own:open-files': 'Files can be read without a log-in.',
  'own:open-relay': 'The service acts for strangers.',
  'own:published-key': 'A key that is known protects nothing.',
  'own:remote-code': 'Code can be run from the network.',
  'own:remote-control': 'The host can be controlled from the network.',
  'own:source-exposed': 'Sources and the secrets in them can be fetched.',
  'own:unnamed-session': 'The host can be asked for its users without a log-in.',
  'own:unsigned-smb': 'Sessions can be taken over on their way.',
  'own:weak-cipher': 'A cipher that is not strong cryptography is offered.',
  'own:weak-key': 'A key or signature that is not strong cryptography is in use.',
  'state:vulnerable': 'A weakness was confirmed that has no lower score.',
};

const isRule = (name: string): name is keyof typeof RULES => Object.hasOwn(RULES, name);

/**
 * How a confirmed finding counts in a scan by the rules of PCI DSS for approved scanning vendors: a base score of
 * 4.0 and more fails, as do some settings whatever their score; services and information never do.
 *
 * This is an opinion for those who prepare for such a scan. OpenGuard is no approved scanning vendor.
 */
export const pciOf = ({ kind, rule }: CheckEntry): PciVerdict => {
  if (kind === 'service' || kind === 'info') return { fails: false, reason: 'It is a fact, not a weakness.' };
  if (rule.startsWith(POTENTIAL)) return { fails: false, reason: 'It is likely, not confirmed.' };
  const score = scoreOf(rule);
  if (score !== undefined) {
    return score >= FAILS_FROM
      ? { fails: true, reason: `Its CVSS base score of ${score.toFixed(1)} is not below 4.0.` }
      : { fails: false, reason: `Its CVSS base score of ${score.toFixed(1)} is below 4.0.` };
  }
  const reason = isRule(rule) ? REASONS[rule] : undefined;
  return reason === undefined
    ? { fails: false, reason: 'It helps an attacker only together with something else.' }
    : { fails: true, reason };
};
