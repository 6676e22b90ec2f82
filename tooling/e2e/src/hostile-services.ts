import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Sandbox } from './sandbox.js';

/** What would do harm in a terminal, in XML, in HTML, in a table or in a shell. */
const HARM =
  '\u001b[2J\u001b]0;owned\u0007\u009b31m </RESULT></IP></SCAN><!-- ]]> <script>alert(1)</script> &amp;&#0;&x; "\'\t`$(id)`';

/** Ports that every profile asks, and that nothing is likely to use on the address of a test. */
const FIRST_PORT = 1031;

const LARGE = 10 * 1024 * 1024;

/** Bytes that are no UTF-8, in every way in which bytes can be none, and control characters. */
const NO_TEXT = Buffer.concat([
  Buffer.from('220 '),
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  Buffer.from([
    0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xe2, 0x82, 0xef, 0xbf, 0xbe, 0x0d, 0x0a,
  ]),
]);

const pour = (socket: Socket): void => {
  const line = Buffer.from(`220 ${'x'.repeat(1000)}\r\n`);
  socket.write(Buffer.alloc(LARGE, line));
};

const drip = (socket: Socket): void => {
  const timer = setInterval(() => socket.write('2'), 1000);
  socket.once('close', () => clearInterval(timer));
};

const record = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type, 3, 3, body.length >> 8, body.length & 255]), body]);
};

const message = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 255]), body]);
};

const sized = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0, body.length >> 8, body.length & 255]), body]);

/** Answers a TLS greeting with a certificate that is none. */
const talkNonsense = (socket: Socket): void => {
  socket.once('data', () => {
    const hello = Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0, 0, 0x2f, 0])]);
    const certificate = sized(sized(Buffer.concat([Buffer.from([0x30, 0x82, 0xff, 0xff]), NO_TEXT])));
    socket.write(Buffer.concat([record(22, message(2, hello), message(11, certificate), message(14))]));
  });
};

const SERVICES: Readonly<Record<string, (socket: Socket) => void>> = {
  pouring: pour,
  harmful: (socket) => void socket.write(`220 ${HARM}\r\n`),
  silent: () => undefined,
  dripping: drip,
  closing: (socket) => void socket.destroy(),
  textless: (socket) => void socket.write(NO_TEXT),
  nonsensical: talkNonsense,
};

/** A certificate whose names would do harm; openssl makes it. */
const harmfulCertificate = (box: Sandbox): { readonly key: Buffer; readonly cert: Buffer } => {
  const [key, cert] = [box.path('key.pem'), box.path('cert.pem')];
  const name = HARM.replaceAll('/', '\\/').slice(0, 60);
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-utf8'];
  execFileSync(
    'openssl',
    [...request, '-keyout', key, '-out', cert, '-subj', `/CN=${name}/O=<b>&\u001b[1m`],
    {
      stdio: 'ignore',
    },
  );
  return { key: readFileSync(key), cert: readFileSync(cert) };
};

/** Starts services that lie, stall and attack on an address; gives their ports. They end with their test. */
export const hostileServices = async (
  box: Sandbox,
  host: string,
): Promise<Readonly<Record<string, number>>> => {
  const sockets = new Set<Socket>();
  const web = createHttpServer((_, response) => {
    response.setHeader('server', 'x'.repeat(3000));
    response.setHeader('set-cookie', 'PHPSESSID=</RESULT><b>;');
    // nmap takes no title that holds a "<".
    response.end(`<title>${HARM.replaceAll('<', '')}</title>${'<p>'.repeat(1000)}`);
  });
  const secret = createTlsServer(harmfulCertificate(box), (socket) => socket.end(`220 ${HARM}\r\n`));
  secret.on('tlsClientError', () => undefined);
  const servers: Readonly<Record<string, Server>> = {
    ...Object.fromEntries(Object.entries(SERVICES).map(([name, greet]) => [name, createServer(greet)])),
    web,
    secret,
  };
  const ports: Record<string, number> = {};
  for (const [name, server] of Object.entries(servers)) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    });
    server.listen(FIRST_PORT + Object.keys(ports).length, host);
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('no port');
    ports[name] = address.port;
  }
  box.atEnd(() => {
    for (const server of Object.values(servers)) server.close();
    for (const socket of sockets) socket.destroy();
  });
  return ports;
};
