import type { Coverage } from '@openguard/model';
import { countingStatus } from './host-status.js';
import { placeOf } from './identity.js';
import type { OpenPort } from './open-ports.js';
import type { HostFacts } from './report-record.js';

type PortRange = readonly [first: number, last: number];

/** What was tested on a host, ready to be asked many times. */
export interface Covered {
  /** Tested ports by protocol. */
  readonly ports: ReadonlyMap<string, readonly PortRange[]>;
  readonly checks: ReadonlySet<string>;
  /** Gaps by their subjects. */
  readonly gaps: ReadonlyMap<string, Coverage['gaps']>;
  /** Gaps of several ports. */
  readonly portGaps: readonly {
    readonly protocol: string;
    readonly ports: readonly PortRange[];
    readonly reason: string;
  }[];
}

/** All that a report says of one host, ready to be asked many times. */
export interface KnownHost {
  readonly ip: string;
  readonly status: string | undefined;
  /** Open ports by their places, such as `tcp/21`. */
  readonly ports: ReadonlyMap<string, OpenPort>;
  readonly listed: ReadonlySet<string>;
  readonly reached: ReadonlySet<string>;
  /** One for each time that the host stands in the report. */
  readonly covered: readonly Covered[];
  /** Identities of what the service calls fixed. */
  readonly calledFixed: ReadonlySet<string>;
}

const rangesOf = (list: string): readonly PortRange[] =>
  list.split(',').flatMap((item): readonly PortRange[] => {
    const [first = '', last = first] = item.split('-');
    return first === '' ? [] : [[Number(first), Number(last)]];
  });

const portGapOf = ({ subject, reason }: Coverage['gaps'][number]): Covered['portGaps'] => {
  const [, protocol = '', list = ''] = /^(tcp|udp)\/([0-9,-]*[,-][0-9,-]*)$/.exec(subject) ?? [];
  return protocol === '' ? [] : [{ protocol, ports: rangesOf(list), reason }];
};

const coveredBy = ({ tcp, udp, checks, gaps }: Coverage): Covered => ({
  ports: new Map([
    ['tcp', rangesOf(tcp)],
    ['udp', rangesOf(udp)],
  ]),
  checks: new Set(checks),
  gaps: Map.groupBy(gaps, ({ subject }) => subject),
  portGaps: gaps.flatMap(portGapOf),
});

/** Puts together what a report says of a host wherever it stands; `undefined` when it is nowhere. */
export const knownHost = (all: readonly HostFacts[]): KnownHost | undefined => {
  const [first] = all;
  if (first === undefined) return undefined;
  return {
    ip: first.ip,
    status: countingStatus(all.map(({ status }) => status)),
    ports: new Map(all.flatMap(({ ports }) => ports.map((port) => [placeOf(port), port]))),
    listed: new Set(all.flatMap(({ listed }) => listed)),
    reached: new Set(all.flatMap(({ reached }) => reached)),
    covered: all.flatMap(({ coverage }) => (coverage === undefined ? [] : [coveredBy(coverage)])),
    calledFixed: new Set(all.flatMap(({ calledFixed = [] }) => calledFixed)),
  };
};
