import type { CoverageGap } from '@openguard/model';
import { connect } from 'node:net';
import type { Host } from './document.js';
import { ipOf, openPortsOf } from './host-facts.js';

/** How long a port may take to accept a connection. */
const PATIENCE_MS = 3000;
const AT_A_TIME = 16;
/** So many ports are looked at again; who has more of them open answers on every one. */
const MOST_PORTS = 200;

/** Whether a port of a host accepts a connection; it is closed at once. */
export type Accepts = (host: string, port: number, signal: AbortSignal) => Promise<boolean>;

/** Asks the port itself. */
export const acceptsConnection: Accepts = (host, port, signal) =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (accepted: boolean): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', give);
      socket.destroy();
      resolve(accepted);
    };
    const give = (): void => {
      end(false);
    };
    const late = setTimeout(give, PATIENCE_MS);
    signal.addEventListener('abort', give);
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', give);
  });

const GONE =
  'The port was open, and accepts no connection any more: what looked at it later may have seen nothing.';

/**
 * Whether the open TCP ports of a host still accept connections after everything else was asked. Scripts and dialogues say
 * nothing of a service that has gone meanwhile, and their silence must not be taken for a repair.
 */
export const goneSince = async (
  host: Host,
  accepts: Accepts,
  signal: AbortSignal,
): Promise<readonly CoverageGap[]> => {
  const ip = ipOf(host);
  const waiting = openPortsOf(host)
    .filter(({ protocol }) => protocol === 'tcp')
    .slice(0, MOST_PORTS)
    .map(({ number }) => number);
  const gone: number[] = [];
  const work = async (): Promise<void> => {
    for (let port = waiting.shift(); port !== undefined; port = waiting.shift())
      if (!(await accepts(ip, port, signal)) && !signal.aborted) gone.push(port);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return gone.sort((a, b) => a - b).map((port) => ({ subject: `tcp/${port}`, reason: GONE }));
};
