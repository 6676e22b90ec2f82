import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';

const GREETING = '220 bench.example ESMTP ready\r\n';

/** Something for nmap to find, on loopback. */
export interface Services {
  readonly ports: readonly number[];
  readonly stop: () => void;
}

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Opens a web page and a mail service that greets, which nmap knows how to talk to. */
export const openServices = async (): Promise<Services> => {
  const web = createHttpServer((_request, response) => response.end('<title>bench</title>\n'));
  const mail = createServer((socket) => {
    // Whoever scans hangs up when it likes.
    socket.on('error', () => undefined);
    socket.on('data', () => void socket.write('500 unknown command\r\n'));
    socket.write(GREETING);
  });
  const servers: readonly Server[] = [web, mail];
  const ports = await Promise.all(servers.map(listen));
  return { ports, stop: () => servers.forEach((server) => void server.close()) };
};
