import { listHolds } from './evidence.js';
import type { ComparedHost, MapSnapshot } from './map-snapshot.js';

/** What cannot be told, and why. */
export interface NotTested {
  readonly reason: string;
}

/** A host that both maps hold, and how it differs. */
export interface HostChange {
  readonly before: ComparedHost;
  readonly after: ComparedHost;
  readonly what: readonly ('name' | 'system' | 'kind' | 'ports')[];
}

/**
 * A host that hangs on something else, or has another address.
 *
 * - `address`: one name left one address and came at another.
 * - `router`: the same address is behind other routers.
 */
export interface HostMove {
  readonly before: ComparedHost;
  readonly after: ComparedHost;
  readonly what: readonly ('address' | 'router')[];
}

/** The way between a router and what it serves. `router` is empty text for one that does not show itself. */
export interface ComparedLink {
  readonly router: string;
  readonly ip: string;
}

/** How a newer map differs from an older one. What is not named is the same in both. */
export interface MapComparison {
  readonly hosts: {
    readonly came: readonly ComparedHost[];
    readonly went: readonly ComparedHost[];
    readonly moved: readonly HostMove[];
    readonly changed: readonly HostChange[];
    readonly notTested: readonly (ComparedHost & NotTested)[];
  };
  readonly links: {
    readonly came: readonly ComparedLink[];
    readonly went: readonly ComparedLink[];
    /** Why links are not compared, or not all of them. */
    readonly notTested?: string;
  };
}

const SILENT = 'the newer map shows nothing of it: it may not have answered';

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** Why a host that the newer map does not hold may be there all the same; `undefined` when nothing says so. */
const whyNotTold = (older: MapSnapshot, newer: MapSnapshot, ip: string): string | undefined => {
  if (listHolds(newer.notScanned, ip)) return 'the newer map left the address alone';
  if (newer.status !== undefined && newer.status !== 'FINISHED' && newer.status !== 'NOHOSTALIVE')
    return `the newer map says ${newer.status}`;
  if (older.target !== newer.target)
    return `the newer map is of ${newer.target ?? 'something that it does not name'}`;
  return undefined;
};

const changesOf = (before: ComparedHost, after: ComparedHost): HostChange['what'] => [
  ...(before.name === after.name ? [] : (['name'] as const)),
  ...(before.os === after.os ? [] : (['system'] as const)),
  ...(before.kind === after.kind ? [] : (['kind'] as const)),
  ...(isSame(before.ports, after.ports) ? [] : (['ports'] as const)),
];

/** Names that one host alone has. */
const byName = (hosts: readonly ComparedHost[]): ReadonlyMap<string, ComparedHost> => {
  const named = new Map<string, ComparedHost | undefined>();
  for (const host of hosts) {
    const { name } = host;
    if (name !== undefined) named.set(name, named.has(name) ? undefined : host);
  }
  return new Map([...named].flatMap(([name, host]) => (host === undefined ? [] : [[name, host] as const])));
};

const linksOf = ({ hosts }: MapSnapshot): ReadonlyMap<string, ComparedLink> =>
  new Map(
    [...hosts.values()].flatMap(({ ip, behind }) =>
      behind.map((router) => [`${router} ${ip}`, { router, ip }] as const),
    ),
  );

/** Whether nothing shows what a host is behind: the way was silent, which tells of no other place. */
const isHidden = ({ behind }: ComparedHost): boolean =>
  behind.length > 0 && behind.every((router) => router === '');

/** Whether a map shows nothing of a host but that it belongs there: it may not have answered. */
const isSilent = (host: ComparedHost): boolean =>
  isHidden(host) && host.ports.length === 0 && host.os === undefined;

const compareLinks = (
  older: MapSnapshot,
  newer: MapSnapshot,
  untold: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
): MapComparison['links'] => {
  const without = older.linked ? newer : older;
  if (older.linked !== newer.linked) {
    const which = without === newer ? 'newer' : 'older';
    return {
      came: [],
      went: [],
      notTested: `the ${which} map has no links at all: nothing was traced for it`,
    };
  }
  const [before, after] = [linksOf(older), linksOf(newer)];
  return {
    came: [...after].flatMap(([key, link]) => (before.has(key) || hidden.has(link.ip) ? [] : [link])),
    went: [...before].flatMap(([key, link]) =>
      after.has(key) || untold.has(link.ip) || untold.has(link.router) || hidden.has(link.ip) ? [] : [link],
    ),
    ...(untold.size > 0
      ? { notTested: 'the newer map does not tell of all hosts' }
      : hidden.size > 0
        ? { notTested: 'one of the maps does not show what some hosts are behind' }
        : {}),
  };
};

/**
 * Compares two maps: the hosts that came, went, moved (to another address or behind another router) or changed, and
 * the links that came and went.
 *
 * Nothing counts as gone when the newer map says that it is not whole, that it left the address alone, or that it is
 * of another target. Links are compared only when ways were traced for both, and of a host only when both show what it
 * is behind: a way that was silent is no move. A host of which the newer map shows nothing may not have answered.
 */
export const compareMaps = (older: MapSnapshot, newer: MapSnapshot): MapComparison => {
  const came = [...newer.hosts.values()].filter(({ ip }) => !older.hosts.has(ip));
  const absent = [...older.hosts.values()].filter(({ ip }) => !newer.hosts.has(ip));
  const untold = absent.flatMap((host) => {
    const reason = whyNotTold(older, newer, host.ip);
    return reason === undefined ? [] : [{ ...host, reason }];
  });
  const untoldIps = new Set(untold.map(({ ip }) => ip));
  const gone = absent.filter(({ ip }) => !untoldIps.has(ip));
  const comparable = older.linked && newer.linked;
  const [left, arrived] = [byName(gone), byName(came)];
  const renumbered = [...left].flatMap(([name, before]): HostMove[] => {
    const after = arrived.get(name);
    if (after === undefined) return [];
    const isElsewhere = comparable && !isSame(before.behind, after.behind);
    return [{ before, after, what: isElsewhere ? ['address', 'router'] : ['address'] }];
  });
  const taken = new Set(renumbered.flatMap(({ before, after }) => [before, after]));
  const both = [...older.hosts.values()].flatMap((before) => {
    const after = newer.hosts.get(before.ip);
    return after === undefined ? [] : [{ before, after }];
  });
  const silent = new Set(
    both.filter(({ before, after }) => isSilent(after) && !isSilent(before)).map(({ before }) => before),
  );
  const hidden = new Set(
    both.filter(({ before, after }) => isHidden(before) !== isHidden(after)).map(({ before: { ip } }) => ip),
  );
  const rerouted = comparable
    ? both
        .filter(({ before, after }) => !isSame(before.behind, after.behind) && !hidden.has(before.ip))
        .map((pair): HostMove => ({ ...pair, what: ['router'] }))
    : [];
  return {
    hosts: {
      came: came.filter((host) => !taken.has(host)),
      went: gone.filter((host) => !taken.has(host)),
      moved: [...renumbered, ...rerouted],
      changed: both
        .map(({ before, after }): HostChange => ({ before, after, what: changesOf(before, after) }))
        .filter(({ before, what }) => what.length > 0 && !silent.has(before)),
      notTested: [...untold, ...[...silent].map((host) => ({ ...host, reason: SILENT }))],
    },
    links: compareLinks(older, newer, untoldIps, hidden),
  };
};
