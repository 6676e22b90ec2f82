import type { Coverage, CoverageGap, HostReport } from '@openguard/model';
import { BANNER_CHECKS } from '../finding/banner.js';
import { findingOf, inOrder } from '../finding/finding-of.js';
import { mergeSame } from '../finding/merge-same.js';
import { openServices } from '../finding/open-services.js';
import { UDP_GAP } from '../finding/udp-gap.js';
import { checksOf, type Selection } from '../scripts/selection.js';
import type { Host } from './document.js';
import { ipOf, macFacts, nameOf, openPortsOf, osFacts, osNameOf, routeFacts } from './host-facts.js';
import { openPort, PORT_CHECKS, portFacts } from './port-facts.js';
import { scriptFacts } from './script-facts.js';

/** What was asked of a host, which its report has to say. */
export interface Asked {
  readonly privileged: boolean;
  readonly loopback: boolean;
  readonly selection: Selection;
  /** The TCP ports that nmap says it asked. */
  readonly tcp: string;
  /** The port of our own server, which was left out. */
  readonly ownPort?: number;
  /** Checks that could not be made or may have been stopped, as far as the host itself does not tell. */
  readonly untested: readonly CoverageGap[];
}

const gapsBefore = ({ ownPort, selection }: Asked): readonly CoverageGap[] => [
  UDP_GAP,
  ...(ownPort === undefined
    ? []
    : [{ subject: `tcp/${ownPort}`, reason: 'The port of this server itself is left out of its scans.' }]),
  ...selection.left,
];

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
  const os = osFacts(host, asked);
  const route = routeFacts(host, asked);
  const scripts = scriptFacts(host);
  const seen = [
    ...openServices(open.map(openPort)),
    ...os.seen,
    ...route.seen,
    ...macFacts(host),
    ...open.flatMap(portFacts),
    ...scripts.seen,
  ];
  const checks = [
    ...PORT_CHECKS,
    ...BANNER_CHECKS,
    ...checksOf(selection.scripts),
    ...os.checks,
    ...route.checks,
  ];
  const coverage: Coverage =
    host.timedOut === 'true'
      ? timedOut(asked, hostSeconds)
      : {
          tcp: asked.tcp,
          udp: '',
          checks: [...new Set(checks)].sort(),
          gaps: [...gapsBefore(asked), ...os.gaps, ...route.gaps, ...scripts.gaps, ...asked.untested],
        };
  const name = nameOf(host);
  const osName = osNameOf(host);
  return {
    ip: ipOf(host),
    ...(name === undefined ? {} : { name }),
    ...(osName === undefined ? {} : { os: osName }),
    findings: inOrder(mergeSame(seen).map(findingOf)),
    coverage,
  };
};
