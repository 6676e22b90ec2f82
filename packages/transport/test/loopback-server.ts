import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Certificate } from './certificate.js';

/** A server on 127.0.0.1 that ends with its test. */
export interface LoopbackServer {
  readonly port: number;
  /** How many TCP connections were made. */
  readonly connections: () => number;
  /** How many of them are open. */
  readonly open: () => number;
}

const listen = async (server: Server): Promise<LoopbackServer> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: address.port, connections: () => connections, open: () => sockets.size };
};

/** An HTTP server; https with a certificate. */
export const serveHttp = (listener: RequestListener, certificate?: Certificate): Promise<LoopbackServer> =>
  listen(certificate === undefined ? createHttpServer(listener) : createHttpsServer(certificate, listener));

/** Bytes that a raw server got, decrypted if it speaks TLS. */
export interface RawServer extends LoopbackServer {
  readonly received: () => string;
}

/** A server that speaks no HTTP by itself; TLS with a certificate. */
export const serveRaw = async (
  connected: (socket: Socket) => void,
  certificate?: Certificate,
): Promise<RawServer> => {
  const chunks: Buffer[] = [];
  const talk = (socket: Socket): void => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    connected(socket);
  };
  const server = certificate === undefined ? createTcpServer(talk) : createTlsServer(certificate, talk);
  return { ...(await listen(server)), received: () => Buffer.concat(chunks).toString('latin1') };
};

/** A raw server that answers the first bytes of each connection with a text and then does what it is told. */
export const serveReply = (reply: string, then: (socket: Socket) => void): Promise<RawServer> =>
  serveRaw((socket) => {
    socket.once('data', () => socket.write(reply, 'latin1', () => then(socket)));
  });

/** A port of 127.0.0.1 on which nothing listens. */
export const closedPort = async (): Promise<number> => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
};
