import type { Script } from '../nmap/document.js';
import { sightIf, sights, type Reading, type ScriptRules } from './script-rule.js';
import { linesOf, valueOf } from './script-value.js';

const LISTED = 50;

// Clients of an export that mean everyone, as the mount daemons of Linux, BSD and Windows write them.
const EVERYONE = /^(?:\*|\(everyone\)|0\.0\.0\.0(?:\/0(?:\.0\.0\.0)?)?|everyone)$/i;

const readExports = (script: Script): Reading => {
  const exports = linesOf(script).filter((line) => line.startsWith('/'));
  // No clients at all means no restriction.
  const open = exports.filter((line) => {
    const [, ...clients] = line.split(/\s+/);
    return clients.length === 0 || clients.some((client) => EVERYONE.test(client));
  });
  if (exports.length === 0) {
    const said = linesOf(script)[0];
    const fine = said === undefined || /No NFS mounts/.test(said);
    return { sights: [], ...(fine ? {} : { unclear: `it said: ${said.slice(0, 120)}` }) };
  }
  return sights(
    { check: 'nfs_exports', result: [...exports].sort().slice(0, LISTED).join('\n') },
    ...(open.length > 0
      ? [{ check: 'nfs_exports_world', result: [...open].sort().slice(0, LISTED).join('\n') }]
      : []),
  );
};

const readOrganisation = (script: Script): Reading => {
  const lines = linesOf(script);
  const about = (names: RegExp) => lines.filter((line) => names.test(line)).join('\n');
  const network = about(/^(?:netrange|inetnum|netname|country|descr):/i);
  const provider = about(/^(?:orgname|orgid|organi[sz]ation|org-name|role|person|owner):/i);
  return sights(
    ...(network === '' ? [] : [{ check: 'whois_network', result: network }]),
    ...(provider === '' ? [] : [{ check: 'whois_isp', result: provider }]),
  );
};

/** Files, names and time: services of networks rather than of the web. */
export const NETWORK_SCRIPTS: ScriptRules = {
  'nfs-showmount': { checks: ['nfs_exports', 'nfs_exports_world'], on: 'rpc', read: readExports },
  // Two log-ins with an empty password, which is what is looked for; nothing is guessed.
  'mysql-empty-password': {
    checks: ['mysql_no_password'],
    on: 'mysql',
    read: (script) => {
      const accounts = linesOf(script).filter((line) => / account has empty password$/.test(line));
      return sightIf(accounts.length > 0, {
        check: 'mysql_no_password',
        result: [...accounts].sort().join('\n'),
      });
    },
  },
  finger: {
    checks: ['finger_users'],
    on: 'finger',
    // Who is logged in, and since when, is different in every scan.
    read: (script) =>
      sightIf(/\b(?:Login|No one logged on|idle)\b/i.test(script.output ?? ''), {
        check: 'finger_users',
        result: 'The server answers requests for all users.',
      }),
  },
  'ntp-info': {
    checks: ['ntp_control_queries'],
    on: 'ntp',
    needs: 'udp',
    read: (script) => {
      const [version, system] = [valueOf(script, 'version'), valueOf(script, 'system')];
      return sightIf(version !== undefined || system !== undefined, {
        check: 'ntp_control_queries',
        result: [version, system].filter((text) => text !== undefined).join('\n'),
      });
    },
  },
  'whois-ip': { checks: ['whois_network', 'whois_isp'], on: 'any', external: true, read: readOrganisation },
};
