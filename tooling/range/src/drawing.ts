import { OPEN_DOMAIN } from './services/bind.js';
import type { Family, Plant } from './plant.js';
import { RESOLVER } from './plants/names.js';
import { randomFrom, type Random } from './random.js';

/**
 * How much of the range is built: all of it, or a service or two of each family, on a few hosts or on twenty in one
 * network whose other addresses are silent.
 */
export type Size = 'small' | 'whole' | 'sparse';

/** A network of hosts and the router before it. */
export interface Subnet {
  readonly router: 'near' | 'far' | 'firewall';
  /** The third number of its addresses. */
  readonly number: number;
}

/** A service on a host, planted weak or repaired. */
export interface Placed {
  readonly plant: Plant;
  readonly state: 'weak' | 'fixed';
  readonly port: number;
}

/** A host and what runs on it. */
export interface Host {
  /** Its full name; the part before the first dot also names its namespace. */
  readonly name: string;
  readonly address: string;
  readonly subnet: Subnet;
  readonly services: readonly Placed[];
}

/** A whole range, as its seed drew it. */
export interface Drawing {
  readonly seed: number;
  readonly size: Size;
  /** The first two numbers of every address in it. */
  readonly prefix: string;
  readonly subnets: readonly Subnet[];
  readonly hosts: readonly Host[];
  /** The address of the name server of the range. */
  readonly resolver: string;
}

const SUBNETS: readonly Subnet[] = [
  { router: 'near', number: 1 },
  { router: 'far', number: 2 },
  { router: 'far', number: 3 },
  { router: 'firewall', number: 4 },
];
/** How many hosts each of the subnets has. */
const HOSTS: Readonly<Record<Size, readonly number[]>> = {
  whole: [9, 8, 7, 2],
  small: [3, 2, 2, 0],
  sparse: [0, 20, 0, 0],
};
/** How many weaknesses of a family a range has that is not whole. */
const OF_A_FAMILY = 1;
const FIRST_UNUSUAL = 10_000;
const UNUSUAL_PORTS = 40_000;

const chosen = (plants: readonly Plant[], size: Size, random: Random): readonly Plant[] => {
  if (size === 'whole') return plants;
  const counts = new Map<Family, number>();
  const known = plants.filter(({ setAside }) => setAside !== true);
  const first = known.filter(({ name }) => name === RESOLVER);
  return [...first, ...random.shuffle(known.filter(({ name }) => name !== RESOLVER))].filter(({ family }) => {
    const count = (counts.get(family) ?? 0) + 1;
    counts.set(family, count);
    return count <= OF_A_FAMILY;
  });
};

const emptyHosts = (prefix: string, size: Size, random: Random): readonly Omit<Host, 'services'>[] => {
  const places = SUBNETS.flatMap((subnet, index) => {
    const numbers = random.shuffle(Array.from({ length: 200 }, (_, number) => number + 10));
    return numbers.slice(0, HOSTS[size][index]).map((number) => ({ subnet, number }));
  });
  return places.map(({ subnet, number }, index) => ({
    name: `host-${`${index + 1}`.padStart(2, '0')}.${OPEN_DOMAIN}`,
    address: `${prefix}.${subnet.number}.${number}`,
    subnet,
  }));
};

/**
 * Places each weakness on one host and its repaired twin on another, where the port is free. Of those that may move,
 * one of the two stands on an unusual port: the weak one of every second weakness.
 */
const place = (plants: readonly Plant[], count: number, random: Random): readonly (readonly Placed[])[] => {
  const hosts: Placed[][] = Array.from({ length: count }, () => []);
  const fixedPortsFirst = [...plants].sort((a, b) => Number(a.spot.movable) - Number(b.spot.movable));
  let moved: Placed['state'] = random.below(2) === 0 ? 'weak' : 'fixed';
  for (const plant of fixedPortsFirst) {
    const taken: number[] = [];
    if (plant.spot.movable) moved = moved === 'weak' ? 'fixed' : 'weak';
    for (const state of ['weak', 'fixed'] as const) {
      const port =
        plant.spot.movable && state === moved ? FIRST_UNUSUAL + random.below(UNUSUAL_PORTS) : plant.spot.port;
      const [best] = random
        .shuffle([...hosts.keys()])
        .filter((index) => !taken.includes(index))
        .filter((index) => hosts[index]?.every((other) => other.port !== port && other.plant !== plant))
        .sort((a, b) => (hosts[a]?.length ?? 0) - (hosts[b]?.length ?? 0));
      if (best === undefined) throw new RangeError(`there is no host left for ${plant.name}`);
      taken.push(best);
      hosts[best]?.push({ plant, state, port });
    }
  }
  return hosts;
};

/** Draws a range: the same seed, the same range. */
export const draw = (plants: readonly Plant[], seed: number, size: Size): Drawing => {
  const random = randomFrom(seed);
  const prefix = `10.${64 + random.below(128)}`;
  const empty = emptyHosts(prefix, size, random);
  const services = place(chosen(plants, size, random), empty.length, random);
  const hosts = empty.map((host, index) => ({ ...host, services: services[index] ?? [] }));
  const resolver = hosts.find((host) =>
    host.services.some(({ plant, state }) => plant.name === RESOLVER && state === 'weak'),
  );
  if (resolver === undefined) throw new RangeError('no host of the range serves its names');
  return { seed, size, prefix, subnets: SUBNETS, hosts, resolver: resolver.address };
};
