import type { CoverageGap } from '@openguard/model';
import { BANNER_CHECKS } from '../finding/banner.js';
import { asksUdp } from '../nmap/nmap-arguments.js';
import { noUdp } from '../nmap/udp-coverage.js';
import type { Profile } from '../profile.js';
import type { ScriptRule } from './script-rule.js';
import { GREETING_SCRIPT, ruleOf, SCRIPTS } from './script-table.js';

/** What decides which scripts can run. `installed` are those that this nmap has. */
export interface Means {
  readonly profile: Profile;
  /** Whether operating systems are recognised. */
  readonly fingerprints: boolean;
  readonly privileged: boolean;
  readonly installed: ReadonlySet<string>;
}

/** The scripts of a scan, and for the checks of the others why they do not run. */
export interface Selection {
  readonly scripts: readonly string[];
  /** Those that run over UDP ports. */
  readonly udpScripts: readonly string[];
  readonly left: readonly CoverageGap[];
}

const obstacle = (name: string, rule: ScriptRule, means: Means): string | undefined => {
  if (rule.needs === 'udp' && !asksUdp(means)) {
    return `It looks at a UDP service. ${noUdp(means.privileged).reason}`;
  }
  if (rule.needs === 'os' && !means.fingerprints) {
    return 'It needs a recognised operating system; see the gap about that.';
  }
  if (rule.external === true && !means.profile.external) {
    return 'It asks others about the host, which only the profile "thorough-external" does.';
  }
  if (rule.intrusive !== undefined && !means.profile.intrusive) {
    return `It runs in the profile "thorough-intrusive" only. ${rule.intrusive}`;
  }
  if ((rule.intensity ?? 0) > means.profile.versionIntensity) {
    return 'This profile does not ask services so intensely.';
  }
  return means.installed.has(name) ? undefined : `This nmap does not have the script ${name}.`;
};

/** Every check that these scripts can give. */
export const checksOf = (scripts: readonly string[]): readonly string[] =>
  scripts.flatMap((name) => SCRIPTS[name]?.checks ?? []);

/** Chooses the scripts of a scan. */
export const selectScripts = (means: Means): Selection => {
  const scripts = means.installed.has(GREETING_SCRIPT) ? [GREETING_SCRIPT] : [];
  const reasons = new Map<string, string>();
  for (const [name, rule] of Object.entries(SCRIPTS)) {
    const reason = obstacle(name, rule, means);
    if (reason === undefined) scripts.push(name);
    else for (const check of rule.checks) reasons.set(check, reason);
  }
  // What another script or version detection also gives is not left out.
  for (const check of [...BANNER_CHECKS, ...checksOf(scripts)]) reasons.delete(check);
  return {
    scripts: scripts.filter((name) => ruleOf(name)?.needs !== 'udp'),
    udpScripts: scripts.filter((name) => ruleOf(name)?.needs === 'udp'),
    left: [...reasons].map(([subject, reason]) => ({ subject, reason })),
  };
};
