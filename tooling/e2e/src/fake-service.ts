import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Caller } from './commands.js';
import type { Sandbox } from './sandbox.js';
import { ANN } from './store.js';

/** A server of a test: on 127.0.0.1, and gone with the test. */
export interface FakeService extends Caller {
  readonly port: number;
  /** How many connections were made. */
  readonly connections: () => number;
}

const listen = async (box: Sandbox, server: Server): Promise<FakeService> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  box.atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  const { port } = address;
  return { ...ANN, url: `http://127.0.0.1:${port}`, port, connections: () => connections };
};

/** A service that speaks HTTP. */
export const httpService = (box: Sandbox, listener: RequestListener): Promise<FakeService> =>
  listen(box, createHttpServer(listener));

/** A service that speaks whatever it is told. */
const tcpService = (box: Sandbox, connected: (socket: Socket) => void): Promise<FakeService> =>
  listen(box, createTcpServer(connected));

/** A service that answers every request with the same bytes and then ends the connection. */
export const answering = (box: Sandbox, reply: string): Promise<FakeService> =>
  tcpService(box, (socket) => {
    socket.once('data', () => socket.end(reply));
  });

/** A port on which nothing listens. */
export const closedPort = async (): Promise<number> => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return address.port;
};
