import type { MapHost } from '@openguard/model';
import { contains, formatAddress, type Address, type AddressSet } from '@openguard/targets';
import { MAPPED_PORTS } from '../mapping/mapped-ports.js';
import { isThere, type Estate, type EstateHost, type EstateRouter } from './estate.js';

/** Which part of an estate is mapped, and when. */
export interface Excerpt {
  /** The addresses whose hosts are on the map. */
  readonly asked: AddressSet;
  /** The addresses that may show themselves as routers; any other router is a link to nowhere. */
  readonly permitted: AddressSet;
  readonly time: number;
}

const portsOf = ({ services }: EstateHost, time: number): readonly number[] => {
  const open = services.filter((service) => isThere(service, time)).map(({ port }) => port);
  return MAPPED_PORTS.filter((port) => open.includes(port));
};

/** Every router with the hosts of the map that it serves; those that serve none of them are not there. */
const servedBy = (
  { routers }: Estate,
  hosts: readonly EstateHost[],
): ReadonlyMap<EstateRouter, readonly Address[]> =>
  new Map(
    routers
      .map((router): [EstateRouter, readonly Address[]] => [
        router,
        hosts
          .map(({ address }) => address)
          .filter((address) => address !== router.address && contains(router.serves, address)),
      ])
      .filter(([, served]) => served.length > 0),
  );

/** The hosts of an excerpt and the routers that serve them, by ascending address, with the links between them. */
export const simulatedMap = (estate: Estate, { asked, permitted, time }: Excerpt): readonly MapHost[] => {
  const known = new Map(estate.hosts.map((host) => [host.address, host]));
  const hosts = [...known.values()]
    .filter(({ address }) => contains(asked, address))
    .sort((a, b) => a.address - b.address);
  const served = servedBy(estate, hosts);
  const seen = ({ address }: EstateRouter): boolean => address !== undefined && contains(permitted, address);
  const upwards = new Map<Address, string[]>();
  const routers = new Map<Address, { readonly router: EstateRouter; readonly links: readonly string[] }>();
  for (const [router, addresses] of served) {
    const { address: own } = router;
    const shows = own !== undefined && seen(router);
    if (shows) routers.set(own, { router, links: addresses.map(formatAddress) });
    for (const address of addresses) {
      upwards.set(address, [...(upwards.get(address) ?? []), shows ? formatAddress(own) : '']);
    }
  }
  const told = new Set([...hosts.map(({ address }) => address), ...routers.keys()]);
  return [...told]
    .sort((a, b) => a - b)
    .map((address): MapHost => {
      const host = known.get(address);
      const way = routers.get(address);
      const name = host?.name ?? way?.router.name;
      const os = host?.os ?? way?.router.os;
      return {
        ip: formatAddress(address),
        ...(name === undefined ? {} : { name }),
        router: way !== undefined,
        ...(os === undefined ? {} : { os }),
        ports: host === undefined || !contains(asked, address) ? [] : portsOf(host, time),
        links: way?.links ?? upwards.get(address) ?? [],
      };
    });
};
