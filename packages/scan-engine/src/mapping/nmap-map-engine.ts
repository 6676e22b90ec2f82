import { OpenGuardError } from '@openguard/errors';
import { intersection, type AddressSet } from '@openguard/targets';
import { hostname } from 'node:os';
import type { EngineMapRequest, MapEngine, MapEvent } from '../map-engine.js';
import { createDns, type DnsOptions, type LookUpFault } from '../names/dns.js';
import { DomainSearch } from '../names/domain-search.js';
import { NameLedger } from '../names/name-ledger.js';
import { transferZone } from '../names/zone-transfer.js';
import { createInspector } from '../nmap/nmap-installation.js';
import { detectPrivilege } from '../nmap/privilege.js';
import { PROFILES } from '../profile.js';
import { admit, cancelled } from '../request.js';
import { MapSurvey } from './map-survey.js';

/** What a map engine over nmap may do, and how. */
export interface NmapMapEngineOptions extends DnsOptions {
  /** The addresses that may ever be asked, whoever wants a map. */
  readonly scope: AddressSet;
  /** The program; `nmap` of the PATH by default. */
  readonly nmapPath?: string;
  /** Whether nmap may use raw sockets; found out by default. */
  readonly privileged?: boolean;
  /** The port at which name servers are asked for zones; 53 by default. */
  readonly transferPort?: number;
}

/** How often the way to each host is traced: ways change, and traces are lost. */
const TRACES = 3;
/** The share of a map that is done when all hosts were looked at that are known from the beginning. */
const FIRST_LOOK = 0.95;
const SHOWN_FAULTS = 3;

const unanswered = (faults: readonly LookUpFault[]): OpenGuardError => {
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ asked, code }) => `${asked} (${code})`);
  const more = faults.length > SHOWN_FAULTS ? ` and ${faults.length - SHOWN_FAULTS} more` : '';
  return new OpenGuardError(
    'OG_ENGINE_NAMES',
    `Names could not be looked up, so that hosts may be missing: ${shown.join(', ')}${more}. ` +
      'Check the name servers that the server uses.',
  );
};

/**
 * The map engine that asks the domain name system and runs nmap. A domain's hosts are those that its records and
 * certificates name. Only addresses that may be asked are asked, also for a zone; others are left out and told.
 *
 * It needs raw sockets to trace ways and to recognise operating systems. Without them a map has hosts and ports
 * and no links, and `describe` says so. The profile `light` traces once, the others three times. A map of a domain
 * rejects with `OG_ENGINE_NAMES`, after all that it found, when look-ups got no answer.
 */
export const createNmapMapEngine = (options: NmapMapEngineOptions): MapEngine => {
  const { scope, nmapPath: path = 'nmap', transferPort: port } = options;
  const installation = createInspector(path);
  const isPrivileged = (): boolean => options.privileged ?? detectPrivilege();

  async function* map(
    { domain, netblock, allowed, profile: name }: EngineMapRequest,
    signal: AbortSignal,
  ): AsyncGenerator<MapEvent, void, undefined> {
    const profile = admit({ targets: netblock, profile: name }, scope);
    const stopped = (): boolean => signal.aborted;
    if (stopped()) throw cancelled();
    const permitted = intersection(allowed, scope);
    const dns = createDns(options, signal);
    const transfer = { ...(port === undefined ? {} : { port }) };
    const search =
      domain === undefined
        ? undefined
        : new DomainSearch(domain, {
            dns,
            transfer: (server) => transferZone(domain, server, transfer, signal),
            permitted,
            stopped,
          });
    await search?.run();
    if (stopped()) throw cancelled();

    const ledger = search?.ledger ?? new NameLedger();
    const survey = new MapSurvey(
      ledger,
      { netblock, permitted },
      {
        path,
        profile,
        privileged: isPrivileged(),
        traces: profile.name === 'light' ? 1 : TRACES,
        hostSeconds: profile.hostSeconds,
      },
    );
    function* told(): Generator<MapEvent, void, undefined> {
      for (const host of survey.hosts()) yield { kind: 'host', host };
      if (survey.leftOut.length > 0) yield { kind: 'left-out', addresses: survey.leftOut };
    }
    try {
      let from = 0;
      for (let next = survey.unlooked; next.length > 0; next = survey.unlooked) {
        for await (const done of survey.look(next, signal)) {
          yield { kind: 'progress', done: Math.max(from, done * FIRST_LOOK) };
        }
        // Certificates may lead to a few more hosts, which do not count.
        from = FIRST_LOOK;
        await search?.resolveCertified(survey.certified);
      }
      survey.addShielded();
      await survey.nameOthers(dns, stopped);
      if (stopped()) throw cancelled();
    } catch (error) {
      // Whatever ended it: what is known by then stands.
      yield* told();
      throw error;
    }
    yield* told();
    if (ledger.faults.length > 0) throw unanswered(ledger.faults);
    yield { kind: 'progress', done: 1 };
  }

  return {
    simulated: false,
    profiles: PROFILES.map((profile) => profile.name),
    describe: async () => {
      const { version } = await installation();
      const lacking = isPrivileged() ? '' : ', without raw sockets: no ways traced, no operating systems';
      return `nmap ${version} on ${hostname()}${lacking}`;
    },
    map,
  };
};
