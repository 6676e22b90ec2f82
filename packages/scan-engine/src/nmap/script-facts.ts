import type { CoverageGap } from '@openguard/model';
import type { Observation } from '../finding/finding-of.js';
import { mayConcern } from '../scripts/concern.js';
import { ruleOf } from '../scripts/script-table.js';
import type { Host, Port, Script } from './document.js';
import { ipOf, openPortsOf } from './host-facts.js';
import { isEncrypted } from './port-facts.js';

/** What the scripts of a host say, and where they could not. */
export interface ScriptFacts {
  readonly seen: readonly Observation[];
  readonly gaps: readonly CoverageGap[];
}

const FAILED = /^\s*ERROR: ?/;

const gapsOf = (script: string, reason: string, port: Port | undefined): readonly CoverageGap[] =>
  (ruleOf(script)?.checks ?? []).map((subject) => ({
    subject,
    reason: `The script ${script} ${reason}`,
    ...(port === undefined ? {} : { port: `${port.protocol}/${port.number}` }),
  }));

const NONE: ScriptFacts = { seen: [], gaps: [] };

// Names of the computer belong to no port; what else scripts of the host say is about its file server.
const WITHOUT_PORT: readonly string[] = ['nbtstat', 'mac_address'];

const read = (script: Script, port: Port | undefined, host: Host): ScriptFacts => {
  const rule = ruleOf(script.id);
  if (rule === undefined) return NONE;
  const said = script.output ?? '';
  if (FAILED.test(said)) {
    const why = said.replace(FAILED, '').trim().slice(0, 120);
    return { seen: [], gaps: gapsOf(script.id, `failed: ${why}`, port) };
  }
  const { sights, unclear } = rule.read(script, {
    time: (host.endTime ?? 0) * 1000,
    address: ipOf(host),
    names: [...(host.names?.names ?? []).map(({ name }) => name)],
    ...(port === undefined ? {} : { port: port.number }),
    ...(port?.service === undefined ? {} : { service: port.service }),
  });
  const fileServer = openPortsOf(host).find(
    ({ protocol, number }) => protocol === 'tcp' && (number === 445 || number === 139),
  )?.number;
  return {
    seen: sights.map((sight) => {
      const at = port?.number ?? (WITHOUT_PORT.includes(sight.check) ? undefined : fileServer);
      return {
        ...sight,
        ...(at === undefined ? {} : { port: at }),
        ...(port?.protocol === 'udp' ? { protocol: 'udp' as const } : {}),
        ...(port === undefined ? {} : { ssl: isEncrypted(port) }),
      };
    }),
    gaps: unclear === undefined ? [] : gapsOf(script.id, `came to no result: ${unclear}`, port),
  };
};

/** Everything that the scripts of a host say. */
export const scriptFacts = (host: Host): ScriptFacts => {
  const facts = [
    ...openPortsOf(host).flatMap((port) => port.scripts.map((script) => read(script, port, host))),
    ...(host.hostScripts?.scripts ?? []).map((script) => read(script, undefined, host)),
  ];
  return { seen: facts.flatMap(({ seen }) => seen), gaps: facts.flatMap(({ gaps }) => gaps) };
};

const saidSomething = (host: Host, port: Port, script: string): boolean =>
  [...port.scripts, ...(host.hostScripts?.scripts ?? [])].some(({ id }) => id === script);

/**
 * Where scripts may have been stopped by their time limit. nmap does not say which were, only how long all
 * of them took together; a script that said something was not, nor one that does not concern the port.
 */
export const silentScripts = (
  host: Host,
  ports: readonly Port[],
  scripts: readonly string[],
): readonly CoverageGap[] =>
  ports.flatMap((port) =>
    scripts
      .filter((script) => {
        const rule = ruleOf(script);
        return rule !== undefined && mayConcern(rule.on, port) && !saidSomething(host, port, script);
      })
      .flatMap((script) => gapsOf(script, 'said nothing and may have been stopped by its time limit.', port)),
  );
