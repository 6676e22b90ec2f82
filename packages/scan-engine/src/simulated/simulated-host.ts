import { CHECKS } from '@openguard/knowledgebase';
import { SYSTEM_ACCURACY, systemResult, type Coverage, type HostReport } from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import { bannerOf } from '../finding/banner.js';
import { findingOf, inOrder, type Observation } from '../finding/finding-of.js';
import { mergeSame } from '../finding/merge-same.js';
import { openServices } from '../finding/open-services.js';
import type { Profile } from '../profile.js';
import { isThere, type EstateHost, type EstateService } from './estate.js';
import { randomFrom } from './random.js';

/** The ports of the simulated profile "light": those that services are registered for first. */
const COMMON = { last: 1024, list: '1-1024' };
const ALL = { last: 65535, list: '1-65535' };

const coverageOf = (list: string): Coverage => ({
  tcp: list,
  udp: '',
  checks: CHECKS.map(({ id }) => id).sort(),
  gaps: [{ subject: 'udp', reason: 'The simulated estate has no UDP services.' }],
});

/** A route of one to four hops whose times depend on the seed and the address. */
const routeOf = ({ address }: EstateHost, seed: number): Observation => {
  const random = randomFrom(seed ^ address);
  const hops = 1 + Math.floor(random() * 4);
  let rtt = 0;
  const lines = Array.from({ length: hops }, (_, index) => {
    rtt += 0.1 + random() * 2;
    const ip = index === hops - 1 ? formatAddress(address) : `198.51.100.${index + 1}`;
    return `${`${index + 1}`.padEnd(2)} (${ip})  ${rtt.toFixed(3)} ms`;
  });
  return { check: 'traceroute', result: lines.join('\n') };
};

const bannersOf = ({ service, banner, ...facts }: EstateService): readonly Observation[] =>
  bannerOf({
    port: facts.port,
    name: service,
    ssl: facts.ssl === true,
    ...(facts.product === undefined ? {} : { product: facts.product }),
    ...(facts.version === undefined ? {} : { version: facts.version }),
    ...(banner === undefined ? {} : { greeting: banner }),
  });

/** What a scan of a simulated host finds at a moment. The same arguments always give the same report. */
export const simulatedHost = (host: EstateHost, profile: Profile, time: number, seed: number): HostReport => {
  const asked = profile.ports === 'all' ? ALL : COMMON;
  const services = host.services.filter((service) => service.port <= asked.last && isThere(service, time));
  const weaknesses = host.weaknesses.filter(
    (weakness) =>
      isThere(weakness, time) &&
      (weakness.port === undefined || services.some(({ port }) => port === weakness.port)),
  );
  const seen: readonly Observation[] = [
    ...openServices(
      services.map(({ port, service, ssl }) => ({
        port,
        detected: ssl === true ? `ssl/${service}` : service,
      })),
    ),
    routeOf(host, seed),
    ...(host.os === undefined
      ? []
      : [{ check: 'os', result: systemResult([{ name: host.os, accuracy: SYSTEM_ACCURACY.exact }]) }]),
    ...services.flatMap(bannersOf),
    ...weaknesses.map(({ check, port, result, potential }) => ({
      check,
      certainty: potential === true ? ('potential' as const) : ('confirmed' as const),
      ...(port === undefined
        ? {}
        : { port, ssl: services.some((service) => service.port === port && service.ssl === true) }),
      ...(result === undefined ? {} : { result }),
    })),
  ];
  return {
    ip: formatAddress(host.address),
    ...(host.name === undefined ? {} : { name: host.name }),
    ...(host.os === undefined ? {} : { os: host.os }),
    findings: inOrder(mergeSame(seen).map(findingOf)),
    coverage: coverageOf(asked.list),
  };
};
