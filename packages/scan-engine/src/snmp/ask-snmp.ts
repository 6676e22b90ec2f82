import { isOpenGuardError, redact } from '@openguard/errors';
import type { CoverageGap } from '@openguard/model';
import type { Observation } from '../finding/finding-of.js';
import { snmpArguments } from '../nmap/nmap-arguments.js';
import { runNmap, type Program } from '../nmap/run-nmap.js';
import { askByDatagram } from '../probe/datagram.js';
import type { Probed } from '../probe/run-probes.js';
import type { Profile } from '../profile.js';
import { canBeGiven, withSecretArguments } from './secret-arguments.js';
import { SNMP_ACCESS_CHECKS, type SnmpAccess } from './snmp-access.js';
import { descriptionIn, snmpQuestion, SNMP_VERSIONS } from './snmp-message.js';
import { readSnmpScript, SNMP_SCRIPTS } from './snmp-scripts.js';

/** How the scripts are run. */
export interface SnmpMeans {
  readonly program: Program;
  readonly profile: Profile;
  readonly privileged: boolean;
  readonly installed: ReadonlySet<string>;
  readonly hostSeconds: number;
}

const PORT = 161;
const AT = { port: PORT, protocol: 'udp', ssl: false } as const;
const PLACE = `udp/${PORT}`;

const gaps = (checks: readonly string[], reason: string): readonly CoverageGap[] =>
  checks.map((subject) => ({ subject, port: PLACE, reason }));

const [SYSTEM, ...OF_SCRIPTS] = SNMP_ACCESS_CHECKS;

/** The first of some communities that an agent takes, and how it describes its system then. */
const accepted = async (
  host: string,
  { version, communities }: SnmpAccess,
  signal: AbortSignal,
): Promise<{ readonly community: string; readonly system: string } | undefined> => {
  const answers = await Promise.all(
    communities.map((community) =>
      askByDatagram(
        host,
        PORT,
        snmpQuestion(SNMP_VERSIONS[version], community),
        (message) => descriptionIn(message) !== undefined,
        signal,
      ),
    ),
  );
  for (const [index, answer] of answers.entries()) {
    const [community, system] = [
      communities[index],
      answer === undefined ? undefined : descriptionIn(answer),
    ];
    if (community !== undefined && system !== undefined) return { community, system };
  }
  return undefined;
};

/** Why the scripts cannot be run, if they cannot. */
const obstacle = (
  community: string,
  { privileged }: SnmpMeans,
  scripts: readonly string[],
): string | undefined => {
  if (!privileged) return 'The scripts of nmap for SNMP need raw sockets, which this process does not have.';
  if (!canBeGiven(community)) return 'The community string holds a character that nmap cannot be given.';
  return scripts.length === 0 ? 'This nmap has no scripts for SNMP.' : undefined;
};

const runScripts = async (
  host: string,
  version: SnmpAccess['version'],
  community: string,
  means: SnmpMeans,
  signal: AbortSignal,
): Promise<Probed> => {
  const scripts = Object.keys(SNMP_SCRIPTS).filter((name) => means.installed.has(name));
  const reason = obstacle(community, means, scripts);
  if (reason !== undefined) return { seen: [], gaps: gaps(OF_SCRIPTS, reason) };
  const seen: Observation[] = [];
  try {
    await withSecretArguments(version, community, async (file) => {
      for await (const event of runNmap(
        means.program,
        snmpArguments({ ...means, host, scripts, file }),
        signal,
      )) {
        const told =
          event.kind === 'host' ? event.host.ports?.ports.flatMap((port) => port.scripts) : undefined;
        for (const script of told ?? []) {
          const read = readSnmpScript(script);
          // An agent may say back what it was asked with.
          if (read !== undefined) seen.push({ check: read[0], result: redact(read[1], [community]), ...AT });
        }
      }
    });
  } catch (error) {
    if (!isOpenGuardError(error) || error.code === 'OG_SCAN_CANCELLED') throw error;
    const said = redact(error.message, [community]).slice(0, 160);
    return { seen, gaps: gaps(OF_SCRIPTS, `The scripts for SNMP came to no result: ${said}`) };
  }
  const silent = OF_SCRIPTS.filter((check) => !seen.some((each) => each.check === check));
  return { seen, gaps: gaps(silent, 'The agent does not have it, or does not show it to this community.') };
};

const askAgent = async (
  host: string,
  access: SnmpAccess,
  means: SnmpMeans,
  signal: AbortSignal,
): Promise<Probed> => {
  const found = await accepted(host, access, signal);
  if (found === undefined)
    return {
      seen: [],
      gaps: gaps(
        SNMP_ACCESS_CHECKS,
        `No agent answered to a community string of the authentication record ${access.record} (${access.version}).`,
      ),
    };
  const told = await runScripts(host, access.version, found.community, means, signal);
  const result = redact(found.system, access.communities);
  return { seen: [{ check: SYSTEM, result, ...AT }, ...told.seen], gaps: told.gaps };
};

/**
 * Asks the agent of a host with the communities of some accesses, and lets nmap's scripts ask on with the first that it
 * takes. What could not be asked is a gap in the coverage; no community stands in what comes of it.
 */
export const askAgents = async (
  host: string,
  accesses: readonly SnmpAccess[],
  means: SnmpMeans,
  signal: AbortSignal,
): Promise<Probed> => {
  const refused: CoverageGap[] = [];
  for (const access of accesses) {
    const probed = await askAgent(host, access, means, signal);
    if (probed.seen.length > 0) return probed;
    refused.push(...probed.gaps);
  }
  return { seen: [], gaps: refused };
};
