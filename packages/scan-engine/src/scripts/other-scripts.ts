import { steadyText } from '../finding/steady-text.js';
import type { Script } from '../nmap/document.js';
import { sightIf, sights, type Reading, type ScriptRules } from './script-rule.js';
import { describeAll, linesOf, tableOf, valueOf } from './script-value.js';
import { verdictOn } from './vulnerability.js';

const LISTED = 50;
const WRITABLE = '[NSE: writeable]';

const readAnonymousFtp = (script: Script): Reading => {
  const [said = '', ...listing] = linesOf(script);
  if (!said.startsWith('Anonymous FTP login allowed')) return { sights: [] };
  const writable = listing
    .filter((line) => line.endsWith(WRITABLE))
    .map((line) => line.slice(0, -WRITABLE.length).trim().split(/\s+/).at(-1) ?? '');
  return sights(
    { check: 'ftp_anonymous', result: said },
    ...(writable.length > 0
      ? [{ check: 'ftp_anonymous_writable', result: [...writable].sort().slice(0, LISTED).join('\n') }]
      : []),
  );
};

const readVnc = (script: Script): Reading => {
  const types = (tableOf(script, 'Security types')?.tables ?? []).map((type) => valueOf(type, 'name') ?? '');
  const open = valueOf(script, 'WARNING') !== undefined || types.includes('None');
  const result = describeAll([
    ['Protocol version', valueOf(script, 'Protocol version')],
    ['Security types', types.join(', ')],
  ]);
  return sights(
    ...(result === '' ? [] : [{ check: 'vnc-banner', result }]),
    ...(open ? [{ check: 'vnc_no_authentication', result: types.join('\n') }] : []),
  );
};

/** Log-in services, remote desktops, data stores and malware. */
export const OTHER_SCRIPTS: ScriptRules = {
  'ftp-anon': { checks: ['ftp_anonymous', 'ftp_anonymous_writable'], on: 'ftp', read: readAnonymousFtp },
  'smtp-commands': {
    checks: ['smtp-commands'],
    on: 'smtp',
    read: (script) => {
      const [commands = ''] = linesOf(script);
      return sightIf(commands !== '', { check: 'smtp-commands', result: steadyText(commands) });
    },
  },
  rpcinfo: {
    checks: ['rpcinfo'],
    on: 'rpc',
    intensity: 7,
    read: (script) => {
      const lines = linesOf(script);
      return sightIf(lines.length > 0, { check: 'rpcinfo', result: lines.join('\n') });
    },
  },
  'mysql-info': {
    checks: ['mysql-banner'],
    on: 'mysql',
    read: (script) => {
      // The thread number and the salt differ in every greeting.
      const result = describeAll([
        ['Version', valueOf(script, 'Version')],
        ['Protocol', valueOf(script, 'Protocol')],
        ['Authentication', valueOf(script, 'Auth Plugin Name')],
      ]);
      return sightIf(result !== '', { check: 'mysql-banner', result });
    },
  },
  'redis-info': {
    checks: ['redis_open'],
    on: 'redis',
    read: (script) => {
      const version = valueOf(script, 'Version');
      return sightIf(version !== undefined, {
        check: 'redis_open',
        result: describeAll([
          ['Version', version],
          ['Role', valueOf(script, 'Role')],
        ]),
      });
    },
  },
  'memcached-info': {
    checks: ['memcached_open'],
    on: 'memcached',
    read: (script) =>
      sightIf(valueOf(script, 'Process ID') !== undefined, {
        check: 'memcached_open',
        result: describeAll([['Authentication', valueOf(script, 'Authentication')]]),
      }),
  },
  'mongodb-info': {
    checks: ['mongodb_open'],
    on: 'mongodb',
    read: (script) => {
      const said = script.output ?? '';
      const told = /Server status/.test(said) && /\bconnections\b/.test(said);
      const refused = /not authorized|requires authentication|command serverStatus requires/i.test(said);
      const version = /^\s*version = (\S+)/m.exec(said)?.[1];
      return sightIf(told && !refused, {
        check: 'mongodb_open',
        result: describeAll([['Version', version ?? 'unknown']]),
      });
    },
  },
  'vnc-info': { checks: ['vnc-banner', 'vnc_no_authentication'], on: 'vnc', read: readVnc },
  'realvnc-auth-bypass': verdictOn('vnc', 'realvnc-auth-bypass'),
  'x11-access': {
    checks: ['x11_open'],
    on: 'x11',
    read: (script) => sightIf(/access is granted/.test(script.output ?? ''), { check: 'x11_open' }),
  },
  'netbus-auth-bypass': {
    checks: ['netbus-auth-bypass'],
    on: 'netbus',
    read: (script) =>
      sightIf(/Vulnerable|password is empty/.test(script.output ?? ''), {
        check: 'netbus-auth-bypass',
        result: linesOf(script).join('\n'),
      }),
  },
  'irc-botnet-channels': {
    checks: ['irc-botnet-channels'],
    on: 'irc',
    read: (script) => {
      const channels = linesOf(script).filter((line) => line.startsWith('#'));
      return sightIf(channels.length > 0, {
        check: 'irc-botnet-channels',
        result: [...channels].sort().join('\n'),
      });
    },
  },
  'ipmi-cipher-zero': verdictOn('any', 'ipmi-cipher-zero', { needs: 'udp' }),
  'wdb-version': {
    checks: ['wdb-version'],
    on: 'any',
    needs: 'udp',
    read: (script) =>
      sightIf(/VULNERABLE/.test(script.output ?? ''), {
        check: 'wdb-version',
        result: linesOf(script).join('\n'),
      }),
  },
};
