import type { LinkEvidence, MapHost } from '@openguard/model';
import { formatAddress, type Address } from '@openguard/targets';
import { openPortsOf, osNameOf } from '../nmap/host-facts.js';
import type { Host } from '../nmap/document.js';
import type { Route } from './route.js';
import { routesToRouters, upstreamOf, type Upstream } from './topology.js';

/**
 * An address that belongs on a map: what nmap says of it if it answered, and the ways that were traced to it.
 * Without `routes` nothing was traced, so that nothing is known of what stands before it.
 */
export interface Sighting {
  readonly address: Address;
  readonly host?: Host;
  readonly routes?: readonly Route[];
}

/** What a map is drawn from. */
export interface Survey {
  readonly sightings: readonly Sighting[];
  readonly nameOf: (address: Address) => string | undefined;
}

interface Links {
  readonly links: readonly string[];
  readonly evidence: readonly LinkEvidence[];
}

type Served = Map<Address, Map<Address, LinkEvidence>>;

const serve = (served: Served, below: Address, upstream: readonly Upstream[]): void => {
  for (const { router, evidence } of upstream) {
    if (router === undefined || router === below) continue;
    const known = served.get(router);
    if (known === undefined) served.set(router, new Map([[below, evidence]]));
    else known.set(below, evidence);
  }
};

const upstreamBefore = (routes: readonly Route[] | undefined): readonly Upstream[] =>
  routes === undefined ? [] : upstreamOf(routes);

/** Every router with what it serves: hosts, and the routers that lead on to hosts. */
const routersOf = (sightings: readonly Sighting[]): Served => {
  const served: Served = new Map();
  for (const { address, routes } of sightings) serve(served, address, upstreamBefore(routes));
  const ways = routesToRouters(sightings.flatMap(({ routes = [] }) => routes));
  const open = [...served.keys()];
  const seen = new Set<Address>();
  for (let router = open.pop(); router !== undefined; router = open.pop()) {
    if (seen.has(router)) continue;
    seen.add(router);
    const upstream = upstreamOf(ways.get(router) ?? []);
    serve(served, router, upstream);
    for (const { router: next } of upstream) if (next !== undefined) open.push(next);
  }
  return served;
};

const servedLinks = (served: ReadonlyMap<Address, LinkEvidence>): Links => {
  const sorted = [...served].sort(([a], [b]) => a - b);
  return {
    links: sorted.map(([address]) => formatAddress(address)),
    evidence: sorted.map(([, evidence]) => evidence),
  };
};

const upstreamLinks = (upstream: readonly Upstream[]): Links => ({
  links: upstream.map(({ router }) => (router === undefined ? '' : formatAddress(router))),
  evidence: upstream.map(({ evidence }) => evidence),
});

/**
 * The hosts of a map and the routers before them, by ascending address. Links are there only where ways were
 * traced, and none is made up: a host behind something that does not show itself has an empty link.
 */
export const mapHosts = ({ sightings, nameOf }: Survey): readonly MapHost[] => {
  const served = routersOf(sightings);
  const known = new Map(sightings.map((sighting) => [sighting.address, sighting]));
  return [...new Set([...known.keys(), ...served.keys()])]
    .sort((a, b) => a - b)
    .map((address): MapHost => {
      const sighting = known.get(address);
      const below = served.get(address);
      const name = nameOf(address);
      const { host } = sighting ?? {};
      const os = host === undefined ? undefined : osNameOf(host);
      const { links, evidence } =
        below === undefined ? upstreamLinks(upstreamBefore(sighting?.routes)) : servedLinks(below);
      return {
        ip: formatAddress(address),
        ...(name === undefined ? {} : { name }),
        router: below !== undefined,
        ...(os === undefined ? {} : { os }),
        ports: host === undefined ? [] : openPortsOf(host).map(({ number }) => number),
        links,
        evidence,
      };
    });
};
