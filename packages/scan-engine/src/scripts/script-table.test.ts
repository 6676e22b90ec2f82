import { CHECKS, entryOf } from '@openguard/knowledgebase';
import { describe, expect, it } from 'vitest';
import { KNOWN_CHECK } from '../finding/known-finding.js';
import { BANNER_CHECKS } from '../finding/banner.js';
import { PORT_CHECKS } from '../nmap/port-facts.js';
import { SERVICE_SIGNS, UDP_SIGNS } from '../nmap/service-facts.js';
import { PROBE_CHECKS } from '../probe/probe-table.js';
import { PROFILES, profileOf, type Profile } from '../profile.js';
import { SNMP_ACCESS_CHECKS } from '../snmp/snmp-access.js';
import { GREETING_SCRIPT, ruleOf, SCRIPTS } from './script-table.js';
import { checksOf, selectScripts } from './selection.js';

const WITHOUT_SCRIPT = [
  ...['os', 'traceroute', 'icmp_time', 'ip_id_pred', 'proto_disco', KNOWN_CHECK],
  ...PORT_CHECKS,
  ...SERVICE_SIGNS,
  ...UDP_SIGNS,
  ...PROBE_CHECKS,
  ...BANNER_CHECKS,
  // Only where an account has said how agents are asked.
  ...SNMP_ACCESS_CHECKS,
];

describe('the table of scripts and the knowledge base', () => {
  it('agree: every check has an entry, and every entry a check', () => {
    const promised = new Set([...checksOf(Object.keys(SCRIPTS)), ...WITHOUT_SCRIPT]);
    expect([...promised].filter((id) => entryOf(id) === undefined)).toEqual([]);
    expect(CHECKS.map(({ id }) => id).filter((id) => !promised.has(id))).toEqual([]);
  });

  it('have no rule for what is inherited', () => {
    expect([ruleOf('toString'), ruleOf('nmap'), ruleOf('')]).toEqual([undefined, undefined, undefined]);
  });
});

const installed = new Set([GREETING_SCRIPT, ...Object.keys(SCRIPTS)]);
const profile = (name: string): Profile => {
  const found = profileOf(name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('selectScripts', () => {
  it.each(PROFILES.map(({ name }) => name))('%s: every check runs or is named as left out', (name) => {
    for (const fingerprints of [true, false]) {
      const { scripts, udpScripts, left } = selectScripts({
        profile: profile(name),
        fingerprints,
        privileged: fingerprints,
        installed,
      });
      const run = [...checksOf([...scripts, ...udpScripts]), ...WITHOUT_SCRIPT];
      const named = left.map(({ subject }) => subject);
      expect(new Set([...run, ...named])).toEqual(new Set(CHECKS.map(({ id }) => id)));
      expect(named.filter((id) => run.includes(id))).toEqual([]);
    }
  });

  it.each([
    ['standard', true, 'http-slowloris-check', /thorough-intrusive.*holds connections/],
    ['thorough', true, 'http-vuln-cve2017-1001000', /thorough-intrusive.*writes/],
    ['light', true, 'rpcinfo', /intense/],
    ['light', true, 'ipmi-cipher-zero', /no UDP/],
    ['thorough', false, 'wdb-version', /UDP.*raw sockets/],
    ['thorough', false, 'smb2-vuln-uptime:CVE-2017-0147', /operating system/],
  ])('%s (system recognised: %s) leaves %s out', (name, fingerprints, id, reason) => {
    const { left } = selectScripts({
      profile: profile(name),
      fingerprints,
      privileged: fingerprints,
      installed,
    });
    expect(left.find(({ subject }) => subject === id)?.reason).toMatch(reason);
  });

  it('leaves nothing out of a thorough scan but what an operator has to allow', () => {
    const { left } = selectScripts({
      profile: profile('thorough'),
      fingerprints: true,
      privileged: true,
      installed,
    });
    // What an operator has to allow.
    expect(left.map(({ subject }) => subject).sort()).toEqual([
      'http-slowloris-check',
      'http-vuln-cve2017-1001000',
      'whois_isp',
      'whois_network',
    ]);
  });

  it('names what an old nmap does not have', () => {
    const old = new Set([...installed].filter((script) => script !== 'ssl-heartbleed'));
    const { scripts, left } = selectScripts({
      profile: profile('standard'),
      fingerprints: true,
      privileged: true,
      installed: old,
    });
    expect(scripts).not.toContain('ssl-heartbleed');
    expect(left.find(({ subject }) => subject === 'ssl-heartbleed')?.reason).toMatch(/does not have/);
  });
});
