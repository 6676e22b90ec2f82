import type { Script } from '../nmap/document.js';
import { sightIf, type Reading, type ScriptRules } from './script-rule.js';
import { linesOf, tableOf, valueOf, valuesOf } from './script-value.js';
import { readVerdicts, verdictOn } from './vulnerability.js';

const SIGNING = 'smb_signing_not_required';

const readDialects = (script: Script): Reading => {
  const dialects = valuesOf(tableOf(script, 'dialects')).map((dialect) =>
    dialect.replace(/ \[dangerous.*\]$/, ''),
  );
  if (dialects.length === 0) return { sights: [] };
  const old = dialects.filter((dialect) => dialect.startsWith('NT LM'));
  return {
    sights: [
      { check: 'smb_dialects', result: dialects.join('\n') },
      ...(old.length > 0 ? [{ check: 'smb_v1', result: old.join('\n') }] : []),
    ],
  };
};

const readNames = (script: Script): Reading => {
  const all = linesOf(script);
  // Counters of the network card follow the names.
  const counters = all.indexOf('Statistics:');
  const lines = counters === -1 ? all : all.slice(0, counters);
  if (lines.length === 0) return { sights: [] };
  const mac = valueOf(tableOf(script, 'mac'), 'address') ?? '';
  const maker = valueOf(tableOf(script, 'mac'), 'manuf') ?? 'unknown';
  const known = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i.test(mac);
  return {
    sights: [
      { check: 'nbtstat', result: lines.join('\n') },
      ...(known ? [{ check: 'mac_address', result: `${mac.toUpperCase()} (${maker})` }] : []),
    ],
  };
};

/** Windows file sharing and NetBIOS. */
export const SMB_SCRIPTS: ScriptRules = {
  nbstat: { checks: ['nbtstat', 'mac_address'], on: 'smb', read: readNames },
  'smb-protocols': { checks: ['smb_dialects', 'smb_v1'], on: 'smb', read: readDialects },
  'smb-security-mode': {
    checks: [SIGNING],
    on: 'smb',
    read: (script) => {
      const signing = valueOf(script, 'message_signing');
      return sightIf(signing === 'disabled' || signing === 'supported', {
        check: SIGNING,
        result: `SMB 1: message signing ${signing ?? ''}`,
      });
    },
  },
  'smb2-security-mode': {
    checks: [SIGNING],
    on: 'smb',
    read: (script) => {
      const said = script.tables.flatMap((table) =>
        table.elems.map(({ text }) => ({ dialect: table.key ?? '', text })),
      );
      const lax = said.filter(({ text }) => /not required|is disabled/.test(text));
      return sightIf(lax.length > 0, {
        check: SIGNING,
        result: lax.map(({ dialect, text }) => `SMB ${dialect.replaceAll(':', '.')}: ${text}`).join('\n'),
      });
    },
  },
  'smb-double-pulsar-backdoor': verdictOn('smb', 'smb-double-pulsar-backdoor'),
  'smb-vuln-ms17-010': verdictOn('smb', 'smb-vuln-ms17-010'),
  'smb2-vuln-uptime': {
    checks: ['smb2-vuln-uptime:CVE-2017-0147', 'smb2-vuln-uptime:CVE-2014-6324'],
    on: 'smb',
    needs: 'os',
    read: (script) =>
      readVerdicts(script, ({ cve, evidence }) => {
        const [only = ''] = cve;
        const known = only === 'CVE-2017-0147' || only === 'CVE-2014-6324';
        return known ? { check: `smb2-vuln-uptime:${only}`, result: evidence.join('\n') } : undefined;
      }),
  },
};
