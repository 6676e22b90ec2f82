import type { Script } from '../nmap/document.js';
import { sightIf, type Reading, type ScriptRules } from './script-rule.js';
import { tableOf, valueOf, valuesOf } from './script-value.js';

/** What is offered, by the name that the protocol has for it, and what of it is weak. */
const OFFERS: readonly (readonly [string, string, RegExp])[] = [
  ['kex_algorithms', 'Key exchange', /group1-sha1$|group-exchange-sha1$|^rsa1024-sha1$/],
  ['server_host_key_algorithms', 'Host key', /^ssh-dss/],
  ['encryption_algorithms', 'Cipher', /^arcfour|-cbc(?:@|$)|^none$/],
  ['mac_algorithms', 'MAC', /^hmac-md5|^hmac-sha1-96|^none$/],
];

const readAlgorithms = (script: Script): Reading => {
  const offers = OFFERS.flatMap(([key, label, weak]) =>
    valuesOf(tableOf(script, key)).map((name) => ({ line: `${label}\t${name}`, weak: weak.test(name) })),
  );
  if (offers.length === 0) return { sights: [] };
  const weak = offers.filter((offer) => offer.weak).map(({ line }) => line.replace('\t', ': '));
  return {
    sights: [
      {
        check: 'ssh_algorithms',
        table: true,
        result: ['Use\tAlgorithm', ...offers.map(({ line }) => line)].join('\n'),
      },
      ...(weak.length > 0 ? [{ check: 'ssh_weak_algorithms', result: weak.join('\n') }] : []),
    ],
  };
};

const fingerprint = (hex: string): string => (hex.match(/../g) ?? []).join(':');

const readKeys = (script: Script): Reading => {
  const keys = script.tables.flatMap((table) => {
    const type = valueOf(table, 'type');
    if (type === undefined) return [];
    const bits = Number(valueOf(table, 'bits'));
    const line = `${type} ${bits} bits, MD5 ${fingerprint(valueOf(table, 'fingerprint') ?? '')}`;
    return [{ line, weak: type === 'ssh-dss' || (/^(?:ssh-)?rsa1?$/.test(type) && bits < 2048) }];
  });
  const lines = (weakOnly: boolean) =>
    keys
      .filter(({ weak }) => weak || !weakOnly)
      .map(({ line }) => line)
      .sort()
      .join('\n');
  if (keys.length === 0) return { sights: [] };
  return {
    sights: [
      { check: 'ssh_hostkeys', result: lines(false) },
      ...(keys.some(({ weak }) => weak) ? [{ check: 'ssh_weak_hostkey', result: lines(true) }] : []),
    ],
  };
};

/** SSH servers. */
export const SSH_SCRIPTS: ScriptRules = {
  'ssh-hostkey': { checks: ['ssh_hostkeys', 'ssh_weak_hostkey'], on: 'ssh', read: readKeys },
  'ssh2-enum-algos': {
    checks: ['ssh_algorithms', 'ssh_weak_algorithms'],
    on: 'ssh',
    read: readAlgorithms,
  },
  sshv1: {
    checks: ['ssh_protocol_1'],
    on: 'ssh',
    read: (script) => sightIf(/supports SSHv1/.test(script.output ?? ''), { check: 'ssh_protocol_1' }),
  },
};
