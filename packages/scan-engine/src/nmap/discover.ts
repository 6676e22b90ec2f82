import { difference, setOf, type Address, type AddressSet } from '@openguard/targets';
import { addressOf } from './host-facts.js';
import { discoveryArguments, timestampArguments } from './nmap-arguments.js';
import { runNmap, type Program } from './run-nmap.js';
import { refuseStranger, silentAbout } from './wrong-hosts.js';

const TIMESTAMP = 'timestamp-reply';

/** Which addresses answer, and which do not. */
export interface Discovery {
  readonly alive: AddressSet;
  readonly silent: AddressSet;
}

/** Asks every address whether it is there. Rejects as {@link runNmap} does, and when nmap leaves one out or tells of another. */
export const discover = async (
  program: Program,
  addresses: AddressSet,
  privileged: boolean,
  signal: AbortSignal,
): Promise<Discovery> => {
  const alive: Address[] = [];
  const silent: Address[] = [];
  for await (const event of runNmap(program, discoveryArguments(addresses, privileged), signal)) {
    if (event.kind !== 'host') continue;
    const address = addressOf(event.host);
    if (address === undefined) continue;
    refuseStranger(addresses, address);
    (event.host.status.state === 'up' ? alive : silent).push(address);
  }
  const told = { alive: setOf(alive), silent: setOf(silent) };
  const missing = difference(addresses, setOf([...alive, ...silent]));
  if (missing.length > 0) throw silentAbout(missing);
  return told;
};

/** The addresses that answer an ICMP timestamp request. Needs raw sockets. */
export const timestampRepliers = async (
  program: Program,
  addresses: AddressSet,
  signal: AbortSignal,
): Promise<AddressSet> => {
  const repliers: Address[] = [];
  for await (const event of runNmap(program, timestampArguments(addresses), signal)) {
    if (event.kind !== 'host' || event.host.status.reason !== TIMESTAMP) continue;
    const address = addressOf(event.host);
    if (address !== undefined) repliers.push(address);
  }
  return setOf(repliers);
};
