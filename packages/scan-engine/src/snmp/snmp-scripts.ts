import type { Script } from '../nmap/document.js';
import { linesOf } from '../scripts/script-value.js';
import type { SNMP_ACCESS_CHECKS } from './snmp-access.js';

/** What a script of nmap shows of an agent: for which check, and what of its output is the same in every scan. */
interface SnmpScript {
  readonly check: (typeof SNMP_ACCESS_CHECKS)[number];
  readonly read: (lines: readonly string[]) => readonly string[];
}

const MOST_LINES = 500;

const sorted = (lines: readonly string[]): readonly string[] => [...new Set(lines)].sort();

/** The scripts that are run with a community, by their names. */
export const SNMP_SCRIPTS: Readonly<Record<string, SnmpScript>> = {
  'snmp-interfaces': {
    check: 'snmp_interfaces',
    read: (lines) => lines.filter((line) => !/^Traffic stats:|^Status:/i.test(line)),
  },
  'snmp-processes': {
    check: 'snmp_processes',
    read: (lines) => sorted(lines.flatMap((line) => /^Name: (.+)$/.exec(line)?.[1] ?? [])),
  },
  'snmp-netstat': {
    check: 'snmp_connections',
    read: (lines) => sorted(lines.filter((line) => /^TCP\s.*\s0\.0\.0\.0:0$|^UDP\s.*\s\*:\*$/.test(line))),
  },
  'snmp-win32-software': { check: 'snmp_software', read: sorted },
  'snmp-win32-users': { check: 'snmp_users', read: sorted },
};

/** What a script showed, as the text of a finding; `undefined` when it showed nothing. */
export const readSnmpScript = (script: Script): readonly [SnmpScript['check'], string] | undefined => {
  const rule = Object.hasOwn(SNMP_SCRIPTS, script.id) ? SNMP_SCRIPTS[script.id] : undefined;
  if (rule === undefined || /^\s*(?:ERROR|false)\b/.test(script.output ?? '')) return undefined;
  const lines = rule.read(linesOf(script));
  const more = lines.length > MOST_LINES ? [`and ${lines.length - MOST_LINES} more`] : [];
  return lines.length === 0 ? undefined : [rule.check, [...lines.slice(0, MOST_LINES), ...more].join('\n')];
};
