import type { Drawing, Placed } from './drawing.js';
import type { Family } from './plant.js';
import { OPEN_DOMAIN } from './services/bind.js';
import { routersOf } from './network/routers.js';

/** A weakness, or its repaired twin: where it is, and the check that has to see it or must not. */
export interface Spotted {
  readonly plant: string;
  readonly check: string;
  readonly family: Family;
  readonly ip: string;
  readonly protocol: 'tcp' | 'udp' | 'host';
  readonly port: number;
  readonly setAside: boolean;
}

/** A machine on the map. `router` is the address of the last router before it; absent where that one is silent. */
interface MappedHost {
  readonly ip: string;
  readonly name: string;
  readonly router?: string;
}

/** What is true of a range, by the configuration that built it. */
export interface Truth {
  readonly seed: number;
  readonly network: string;
  readonly weaknesses: readonly Spotted[];
  readonly repaired: readonly Spotted[];
  readonly map: {
    readonly domain: string;
    /** The address of the name server that knows it. */
    readonly resolver: string;
    readonly hosts: readonly MappedHost[];
    /** Routers that answer, by the address that shows in traces. */
    readonly routers: readonly { readonly ip: string; readonly router?: string }[];
  };
}

const spotted = (ip: string, { plant, port }: Placed): Spotted => ({
  plant: plant.name,
  check: plant.check,
  family: plant.family,
  ip,
  ...(plant.spot.ofHost === true ? { protocol: 'host', port: 0 } : { protocol: plant.spot.protocol, port }),
  setAside: plant.setAside === true,
});

/** Reads off a drawing what a perfect scan and a perfect map of it say. */
export const truthOf = (drawing: Drawing): Truth => {
  const inState = (wanted: Placed['state']): readonly Spotted[] =>
    drawing.hosts.flatMap(({ address, services }) =>
      services.filter(({ state }) => state === wanted).map((placed) => spotted(address, placed)),
    );
  const { near, far } = routersOf(drawing.prefix);
  const before = { near: { router: near }, far: { router: far }, firewall: {} };
  return {
    seed: drawing.seed,
    network: `${drawing.prefix}.0.0/16`,
    weaknesses: inState('weak'),
    repaired: inState('fixed'),
    map: {
      domain: OPEN_DOMAIN,
      resolver: drawing.resolver,
      hosts: drawing.hosts.map(({ name, address, subnet }) => ({
        ip: address,
        name,
        ...before[subnet.router],
      })),
      routers: [{ ip: near }, { ip: far, router: near }],
    },
  };
};
