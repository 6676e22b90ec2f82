import type { Coverage, CoverageGap, HostReport } from '@openguard/model';
import { BANNER_CHECKS } from '../finding/banner.js';
import { findingOf, inOrder, type Observation } from '../finding/finding-of.js';
import { KNOWN_CHECK } from '../finding/known-finding.js';
import { mergeSame } from '../finding/merge-same.js';
import { openServices } from '../finding/open-services.js';
import { openUdpServices } from '../finding/open-udp-services.js';
import { PROBE_CHECKS } from '../probe/probe-table.js';
import { SNMP_ACCESS_CHECKS } from '../snmp/snmp-access.js';
import { checksOf, type Selection } from '../scripts/selection.js';
import type { Host } from './document.js';
import {
  ipOf,
  MAC_CHECK,
  macFacts,
  nameOf,
  openPortsOf,
  osFacts,
  osNameOf,
  routeFacts,
} from './host-facts.js';
import type { KnownFacts } from './known-facts.js';
import { openPort, PORT_CHECKS, portFacts } from './port-facts.js';
import { scriptFacts } from './script-facts.js';
import { SERVICE_SIGNS, serviceFacts, UDP_SIGNS } from './service-facts.js';
import { identifierFacts, protocolFacts, timestampFacts } from './stack-facts.js';
import { tcpCoverage } from './tcp-coverage.js';
import { noUdp, silentSmallServices, silentUdp } from './udp-coverage.js';
import { unheardServices } from './unheard.js';

/** What was asked of a host, which its report has to say. */
export interface Asked {
  readonly privileged: boolean;
  readonly loopback: boolean;
  readonly selection: Selection;
  /** The ports that nmap says it asked. */
  readonly tcp: string;
  readonly udp: string;
  /** Why nothing can be concluded of UDP ports, if they were asked all the same. */
  readonly udpFault?: string;
  /** The port of our own server, which was left out. */
  readonly ownPort?: number;
  /** Whether it answered an ICMP timestamp request; absent when it was not asked. */
  readonly timestamp?: boolean;
  /** The host as a run over IP protocols told it; absent when there was none. */
  readonly protocols?: Host | undefined;
  /** What dialogues with its services showed. */
  readonly probed: readonly Observation[];
  /** Whether the agent was asked with a community of the account. */
  readonly snmpAsked?: boolean;
  /** What is published for the versions of its services. */
  readonly known: KnownFacts;
  /** Checks that could not be made or may have been stopped, as far as the host itself does not tell. */
  readonly untested: readonly CoverageGap[];
}

const gapsBefore = ({ ownPort, selection, privileged, udp, udpFault }: Asked): readonly CoverageGap[] => [
  ...(udpFault === undefined ? [] : [{ subject: 'udp', reason: udpFault }]),
  ...(udp === '' && udpFault === undefined ? [noUdp(privileged)] : []),
  ...(ownPort === undefined
    ? []
    : [{ subject: `tcp/${ownPort}`, reason: 'The port of this server itself is left out of its scans.' }]),
  ...selection.left,
];

/** What looks at services, whatever protocol they speak. */
const CHECKS_OF_SERVICES = [...PORT_CHECKS, ...PROBE_CHECKS, ...BANNER_CHECKS];

const minutes = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;

const timedOut = (asked: Asked, hostSeconds: number): Coverage => ({
  tcp: '',
  udp: '',
  checks: [],
  gaps: [
    {
      subject: 'host',
      reason: `The host was given up after ${minutes(hostSeconds)}. What is listed was seen; what is not may be there.`,
    },
    ...gapsBefore(asked),
  ],
});

/**
 * The report of one host of an nmap run.
 *
 * @param hostSeconds the time limit of the host, for the report of one that reached it
 */
export const hostReport = (host: Host, asked: Asked, hostSeconds: number): HostReport => {
  const { selection } = asked;
  const open = openPortsOf(host);
  const scripts = scriptFacts(host);
  const hardware = macFacts(
    host,
    scripts.seen.some(({ check }) => check === MAC_CHECK),
  );
  const facts = [
    hardware,
    osFacts(host, asked),
    routeFacts(host, asked),
    timestampFacts(asked),
    identifierFacts(host, asked),
    protocolFacts(asked),
  ];
  const seen = [
    ...openServices(open.filter(({ protocol }) => protocol === 'tcp').map(openPort)),
    ...openUdpServices(open.filter(({ protocol }) => protocol === 'udp').map(openPort)),
    ...facts.flatMap((fact) => fact.seen),
    ...open.flatMap(portFacts),
    ...serviceFacts(host),
    ...scripts.seen,
    ...asked.probed,
  ];
  const { tcp, gaps: silentTcp, isSilent } = tcpCoverage(host, asked.tcp);
  const checks = [
    ...(asked.snmpAsked === true ? SNMP_ACCESS_CHECKS : []),
    ...(asked.udp === '' ? [] : [...UDP_SIGNS, ...checksOf(selection.udpScripts)]),
    ...(isSilent && asked.udp === '' ? [] : CHECKS_OF_SERVICES),
    ...(isSilent ? [] : [...SERVICE_SIGNS, ...checksOf(selection.scripts)]),
    ...(asked.known.checked ? [KNOWN_CHECK] : []),
    ...facts.flatMap((fact) => fact.checks),
  ];
  const coverage: Coverage =
    host.timedOut === 'true'
      ? timedOut(asked, hostSeconds)
      : {
          tcp,
          udp: asked.udp,
          // Which of the scripts that look for it runs does not say whether it can be seen.
          checks: [...new Set(checks)]
            .filter((check) => check !== MAC_CHECK || hardware.checks.length > 0)
            .sort(),
          gaps: [
            ...gapsBefore(asked),
            ...facts.flatMap((fact) => fact.gaps),
            ...silentTcp,
            ...unheardServices(host),
            ...silentUdp(host),
            ...silentSmallServices(host),
            ...scripts.gaps,
            ...asked.known.gaps,
            ...asked.untested,
          ],
        };
  const name = nameOf(host);
  const osName = osNameOf(host);
  return {
    ip: ipOf(host),
    ...(name === undefined ? {} : { name }),
    ...(osName === undefined ? {} : { os: osName }),
    findings: inOrder([...mergeSame(seen).map(findingOf), ...asked.known.findings]),
    coverage,
  };
};
