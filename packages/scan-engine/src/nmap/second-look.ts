import type { CoverageGap } from '@openguard/model';
import type { Address } from '@openguard/targets';
import { ruleOf } from '../scripts/script-table.js';
import type { Host, Port, Service } from './document.js';
import { addressOf, openPortsOf } from './host-facts.js';

/**
 * nmap knows web servers by their products. One that it does not know, such as most programs that bring
 * their own server, it calls unknown, and no script for web servers looks at it. What it received shows that
 * it speaks HTTP, so that those scripts can be sent to that port in a second run.
 */
const unknownWebPorts = (host: Host): readonly Port[] =>
  openPortsOf(host).filter(
    ({ protocol, service }) =>
      protocol === 'tcp' &&
      service !== undefined &&
      !/http/.test(service.name) &&
      service.product === undefined &&
      /HTTP\/1\\?\.[01]\\x20\d{3}|HTTP\/1\\?\.[01] \d{3}/.test(service.fingerprint ?? ''),
  );

/** A second run over the web ports of one host. */
export interface SecondLook {
  readonly address: Address;
  readonly ports: readonly number[];
  readonly scripts: readonly string[];
}

/** The second run that a host needs; `undefined` when it needs none. */
export const secondLookAt = (host: Host, scripts: readonly string[]): SecondLook | undefined => {
  const address = addressOf(host);
  const ports = unknownWebPorts(host).map(({ number }) => number);
  const web = scripts.filter((script) => ruleOf(script)?.on === 'http');
  return address === undefined || ports.length === 0 || web.length === 0
    ? undefined
    : { address, ports, scripts: web };
};

const asWeb = (service: Service | undefined): Service => ({
  cpe: [],
  ...service,
  name: 'http',
  method: 'probed',
});

/** The host with what the scripts of the second run said about its web ports. */
export const withSecondLook = (host: Host, { ports }: SecondLook, seen: Host | undefined): Host => {
  const scriptsOf = (number: number) =>
    seen?.ports?.ports.find((port) => port.number === number && port.protocol === 'tcp')?.scripts ?? [];
  const merged = (host.ports?.ports ?? []).map((port) =>
    port.protocol === 'tcp' && ports.includes(port.number)
      ? { ...port, service: asWeb(port.service), scripts: [...port.scripts, ...scriptsOf(port.number)] }
      : port,
  );
  return { ...host, ports: { extra: host.ports?.extra ?? [], ports: merged } };
};

/** What was not tested when the second run could not be made. */
export const untestedWeb = ({ ports, scripts }: SecondLook): readonly CoverageGap[] =>
  ports.flatMap((port) =>
    scripts
      .flatMap((script) => ruleOf(script)?.checks ?? [])
      .map((subject) => ({
        subject,
        port: `tcp/${port}`,
        reason: 'nmap does not know this web server, and the scan ended before it was tested again.',
      })),
  );
