import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Caller } from './commands.js';
import type { Sandbox } from './sandbox.js';

/** When a proxy cuts a connection, the first of which has the number 0. */
export interface Cutting {
  /** After so many bytes of the reply; 0: before the first. Never when it gives none. */
  readonly afterBytes?: (connection: number) => number | undefined;
  /** After so many milliseconds, whatever it carries. */
  readonly afterMs?: number;
  /** Whether what a client sends is withheld from the server. */
  readonly withholds?: (connection: number) => boolean;
}

/** A proxy of TCP that cuts what it carries. */
export interface CuttingProxy extends Caller {
  /** How many connections were cut. */
  readonly cuts: () => number;
  /** Cuts all that there are. */
  readonly cut: () => void;
  /** Carries new connections to another server. */
  readonly pointAt: (server: { readonly port: number }) => void;
}

/** Starts one before a server. It speaks for nobody: a cut is a reset. */
export const cuttingProxy = async (
  box: Sandbox,
  { port, user, password }: Caller & { readonly port: number },
  { afterBytes = () => undefined, afterMs, withholds = () => false }: Cutting = {},
): Promise<CuttingProxy> => {
  const open = new Set<() => void>();
  let upstream = port;
  let connections = 0;
  let cuts = 0;

  const carry = (client: Socket): void => {
    const number = connections;
    connections += 1;
    const server = connect({ host: '127.0.0.1', port: upstream });
    const room = afterBytes(number);
    let carried = 0;
    const end = (): void => {
      open.delete(cut);
      clearTimeout(timer);
      client.destroy();
      server.destroy();
    };
    const cut = (): void => {
      cuts += 1;
      client.resetAndDestroy();
      end();
    };
    const timer = afterMs === undefined ? undefined : setTimeout(cut, afterMs);
    open.add(cut);
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (chunk: Buffer) => {
      if (withholds(number)) cut();
      else server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      const left = room === undefined ? chunk.length : room - carried;
      carried += chunk.length;
      // What a cut finds unsent is lost, so that it waits for what was to arrive.
      client.write(chunk.subarray(0, Math.max(0, left)), () => {
        if (room !== undefined && carried >= room && open.has(cut)) cut();
      });
    });
  };

  const listener = createServer(carry).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const cutAll = (): void => {
    for (const cut of [...open]) cut();
  };
  box.atEnd(() => {
    cutAll();
    listener.close();
  });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    user,
    password,
    cuts: () => cuts,
    cut: cutAll,
    pointAt: (server) => {
      upstream = server.port;
    },
  };
};
