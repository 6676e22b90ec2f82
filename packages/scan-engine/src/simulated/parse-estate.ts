import { formatAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { isCheck } from '../finding/finding-of.js';
import type { Estate, EstateHost, Period } from './estate.js';
import { EstateDocument, firstError, unknownKey } from './estate-document.js';
import type { EstateFault } from './estate-fault.js';

const UNNAMED = 'unnamed';

const backwards = ({ from, until }: Period, path: string): readonly EstateFault[] =>
  from !== undefined && until !== undefined && until <= from ? [{ tag: 'Period', path }] : [];

const hostFaults = (host: EstateHost, at: string): readonly EstateFault[] => [
  ...host.services.flatMap((service, index) => backwards(service, `${at}.services[${index}].until`)),
  ...host.weaknesses.flatMap(({ check, port, ...period }, index): readonly EstateFault[] => {
    const path = `${at}.weaknesses[${index}]`;
    return [
      ...(isCheck(check) ? [] : [{ tag: 'UnknownCheck' as const, path: `${path}.check`, id: check }]),
      ...(port !== undefined && !host.services.some((service) => service.port === port)
        ? [{ tag: 'NoService' as const, path: `${path}.port`, port }]
        : []),
      ...backwards(period, `${path}.until`),
    ];
  }),
];

const repeated = (
  among: readonly { readonly address?: Address }[],
  index: number,
  path: string,
): readonly EstateFault[] => {
  const own = among[index]?.address;
  return own !== undefined && among.findIndex(({ address }) => address === own) < index
    ? [{ tag: 'Duplicate', path, value: formatAddress(own) }]
    : [];
};

const faultsOf = ({ hosts, routers }: Estate): readonly EstateFault[] => [
  ...hosts.flatMap((host, index) => [
    ...repeated(hosts, index, `hosts[${index}].ip`),
    ...hostFaults(host, `hosts[${index}]`),
  ]),
  ...routers.flatMap((_, index) => repeated(routers, index, `routers[${index}].ip`)),
];

/**
 * Reads the description of an estate: what `JSON.parse` gives. Dates are ISO 8601, UTC. Services may share a
 * port if one comes after the other. Refuses keys that an estate does not have, checks that are not in the
 * knowledge base, and weaknesses on ports without a service; all are more likely misspelt than meant.
 */
export const parseEstate = (json: unknown): E.Either<EstateFault, Estate> => {
  const document = EstateDocument.decode(json);
  if (E.isLeft(document)) return E.left({ tag: 'Shape', ...firstError(document.left) });
  const unknown = unknownKey(json);
  if (unknown !== undefined) return E.left({ tag: 'UnknownKey', path: unknown });
  const { name = UNNAMED, hosts, routers = [] } = document.right;
  const estate: Estate = {
    name,
    hosts: hosts.map(({ ip, services = [], weaknesses = [], ...host }) => ({
      ...host,
      address: ip,
      services,
      weaknesses,
    })),
    routers: routers.map(({ ip, ...router }) => (ip === undefined ? router : { ...router, address: ip })),
  };
  const [fault] = faultsOf(estate);
  return fault === undefined ? E.right(estate) : E.left(fault);
};
