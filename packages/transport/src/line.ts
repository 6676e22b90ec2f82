import { lookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Client, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { createConnector, type Connector } from './connect.js';
import { describeFailure } from './failure.js';
import { loopbackLookup } from './loopback.js';
import type { Settings } from './options.js';
import { distrust, SYSTEM_TRUST, tlsOptions, type TlsOptions, type Trust } from './trust.js';

/**
 * A way to the server for one request: a connection of its own. A kept connection may have died unseen, and a
 * request that starts a scan must not be sent twice to find out.
 */
export interface Line {
  readonly dispatcher: Dispatcher;
  /** The error that ended the connection. undici takes a reset for the end of a body without length. */
  readonly brokenBy: () => Error | undefined;
  /** Closes every socket, at whatever stage it is. */
  readonly destroy: () => Promise<void>;
}

const connectorOf = (options: object): Connector => {
  const isConnecting = (value: object): value is { readonly connect: Connector } =>
    'connect' in value && typeof value.connect === 'function';
  if (isConnecting(options)) return options.connect;
  throw new TypeError('undici made a client without a connector');
};

/** Makes the line; nothing is connected before the first request. */
export const openLine = (settings: Settings): Line => {
  const sockets = new Set<Socket>();
  const opened = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  let broken: Error | undefined;

  const guarded =
    (connect: Connector, where: string, trust: Trust): Connector =>
    (options, callback) => {
      connect(options, (error, socket) => {
        const refuse = (reason: unknown): void => {
          socket?.destroy();
          callback(reason instanceof Error ? reason : new TypeError(String(reason)), null);
        };
        if (error) {
          refuse(describeFailure(error, { ...settings, where, connecting: true }));
          return;
        }
        if (options.protocol === 'https:') {
          const fault =
            socket instanceof TLSSocket ? distrust(socket, trust, where) : new TypeError('https without TLS');
          if (fault !== undefined) {
            refuse(fault);
            return;
          }
        }
        socket.on('error', (reason: Error) => (broken ??= reason));
        callback(null, socket);
      });
    };

  const { proxies, connectTimeoutMs } = settings;
  const limits = { headersTimeout: settings.idleTimeoutMs, bodyTimeout: settings.idleTimeoutMs };
  const tls = settings.server.protocol === 'https:' ? tlsOptions(settings) : {};
  const plainLookup = settings.server.protocol === 'https:' ? lookup : loopbackLookup(lookup);
  const connector = (options: TlsOptions, resolve: LookupFunction): Connector =>
    createConnector({ tls: options, lookup: resolve, timeoutMs: connectTimeoutMs, opened });
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.except,
    connect: connector(tls, plainLookup),
    // A resumed session would skip the comparison of names.
    requestTls: { ...tls, maxCachedSessions: 0, allowH2: false, timeout: connectTimeoutMs },
    factory: (origin, options) =>
      new Client(origin, {
        ...limits,
        connect: guarded(connectorOf(options), settings.server.origin, settings),
      }),
    clientFactory: (proxy) =>
      new Client(proxy, {
        headersTimeout: connectTimeoutMs,
        connect: guarded(
          connector(proxy.protocol === 'https:' ? tlsOptions(SYSTEM_TRUST) : {}, lookup),
          `the proxy ${proxy.origin}`,
          SYSTEM_TRUST,
        ),
      }),
  });
  return {
    dispatcher,
    brokenBy: () => broken,
    destroy: async () => {
      for (const socket of sockets) socket.destroy();
      await dispatcher.destroy();
    },
  };
};
