import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { buildConnector } from 'undici';
import type { TlsOptions } from './trust.js';

/** Boxes on the way forget connections that are silent for a minute. */
const KEEP_ALIVE_MS = 50_000;

/** How undici asks for a connection. */
export type Connector = buildConnector.connector;

const failed = (code: string, message: string): Error => Object.assign(new Error(message), { code });

interface Connecting {
  /** Options of TLS, for https. */
  readonly tls: TlsOptions;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
  /** Learns of every socket at once, so that it can be closed while it still connects. */
  readonly opened: (socket: Socket) => void;
}

/** Opens TCP connections, with TLS for https. */
export const createConnector =
  ({ tls, lookup, timeoutMs, opened }: Connecting): Connector =>
  ({ protocol, hostname: host, port }, callback) => {
    const secure = protocol === 'https:';
    const socket = secure
      ? connectTls({
          ...tls,
          host,
          lookup,
          port: Number(port === '' ? 443 : port),
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connectTcp({ host, lookup, port: Number(port === '' ? 80 : port) });
    opened(socket);
    let settled = false;
    const settle = (error: Error | null): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      if (error === null) {
        callback(null, socket);
      } else {
        socket.destroy();
        callback(error, null);
      }
    };
    const timer = setTimeout(() => {
      settle(failed('UND_ERR_CONNECT_TIMEOUT', `not connected after ${timeoutMs} ms`));
    }, timeoutMs);
    socket
      .setNoDelay(true)
      .setKeepAlive(true, KEEP_ALIVE_MS)
      .once(secure ? 'secureConnect' : 'connect', () => settle(null))
      .on('error', settle)
      .once('close', () => settle(failed('ECONNABORTED', 'closed while it was being connected')));
  };
