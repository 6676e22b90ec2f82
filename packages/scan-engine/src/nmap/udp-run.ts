import { isOpenGuardError } from '@openguard/errors';
import type { Address } from '@openguard/targets';
import type { Host } from './document.js';
import { addressOf } from './host-facts.js';
import { runNmap, type Program } from './run-nmap.js';

/** What a run over UDP ports tells of the hosts of a batch. */
export interface UdpRun {
  /** The ports that were asked. */
  readonly ports: string;
  readonly hosts: ReadonlyMap<Address, Host>;
  /** Scripts took so long that some may have been stopped. */
  readonly cut?: boolean;
  /** Why it ended early; what it told before stands. */
  readonly failure?: string;
}

/**
 * Asks UDP ports, while another run asks the TCP ports of the same hosts: most of its time is waiting for answers
 * that do not come. It does not reject: what fails here must not cost the rest of the report.
 */
export const runUdp = async (
  program: Program,
  args: readonly string[],
  scriptSeconds: number,
  signal: AbortSignal,
): Promise<UdpRun> => {
  const hosts = new Map<Address, Host>();
  let ports = '';
  let cut = false;
  try {
    for await (const event of runNmap(program, args, signal)) {
      if (event.kind === 'ports' && event.protocol === 'udp') ({ ports } = event);
      if (event.kind === 'scripts') cut ||= event.seconds >= scriptSeconds;
      const address = event.kind === 'host' ? addressOf(event.host) : undefined;
      if (event.kind === 'host' && address !== undefined) hosts.set(address, event.host);
    }
    return { ports, hosts, cut };
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    return { ports, hosts, cut, failure: error.message };
  }
};

/** Why nothing can be concluded from what the run does not say of a host, if that is so. */
export const udpFault = (
  { ports, hosts, failure }: UdpRun,
  address: Address | undefined,
): string | undefined => {
  if (failure !== undefined) return `The scan of UDP ports failed: ${failure}`;
  if (ports === '') return undefined;
  const host = address === undefined ? undefined : hosts.get(address);
  if (host === undefined) return 'The scan of UDP ports says nothing about the host.';
  return host.timedOut === 'true'
    ? 'The scan of UDP ports took too long and gave the host up. What is listed was seen; what is not may be there.'
    : undefined;
};

/** The host with what the run over UDP ports says about it. */
export const withUdp = (host: Host, udp: Host | undefined): Host =>
  udp === undefined
    ? host
    : {
        ...host,
        ports: {
          extra: [...(host.ports?.extra ?? []), ...(udp.ports?.extra ?? [])],
          ports: [...(host.ports?.ports ?? []), ...(udp.ports?.ports ?? [])],
        },
        hostScripts: { scripts: [...(host.hostScripts?.scripts ?? []), ...(udp.hostScripts?.scripts ?? [])] },
      };
