import { once } from 'node:events';
import { request as requestHttp, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Sandbox } from './sandbox.js';
import type { Server } from './server.js';
import { until, within } from './waiting.js';

/** A reply, whole. */
export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as a program writes it. */
export interface HttpRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What stands in the Authorization header for a user and a password. */
export const basic = ({ user, password }: { readonly user: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

/** A server of a test. */
type Addressee = { readonly port: number; readonly box: Sandbox };

/** Makes one request on a connection of its own. */
export const ask = async (
  { port, box }: Addressee,
  path: string,
  { method = 'GET', headers = {}, body }: HttpRequest = {},
): Promise<HttpReply> => {
  const asking = new Promise<HttpReply>((resolve, reject) => {
    const request = requestHttp({ host: '127.0.0.1', port, path, method, headers, agent: false });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    box.atEnd(() => void request.destroy());
    request.end(body);
  });
  return within(`${method} ${path.slice(0, 80)} is answered`, asking);
};

/** Makes a request as Ann. */
export const askAsAnn = (server: Server, path: string, request: HttpRequest = {}): Promise<HttpReply> =>
  ask(server, path, { ...request, headers: { authorization: basic(server), ...request.headers } });

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Posts a form as Ann. */
export const postAsAnn = (server: Server, path: string, body: string): Promise<HttpReply> =>
  askAsAnn(server, path, { method: 'POST', headers: FORM, body });

/** A connection on which a test writes HTTP by hand. */
export interface Line {
  readonly received: () => string;
  readonly isOpen: () => boolean;
  /** Waits for a text. */
  readonly shows: (text: string, withinMs?: number) => Promise<void>;
  /** Waits for the other side to end it. */
  readonly ends: () => Promise<string>;
  readonly hangUp: () => void;
}

/** Connects and sends a text. */
export const speak = async ({ port, box }: Addressee, text: string): Promise<Line> => {
  const socket: Socket = connect({ host: '127.0.0.1', port });
  const chunks: Buffer[] = [];
  let open = true;
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A reset ends it as well as a farewell does.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    open = false;
  });
  box.atEnd(() => void socket.destroy());
  await within('the server accepts a connection', once(socket, 'connect'));
  socket.write(text);
  const received = (): string => Buffer.concat(chunks).toString('utf8');
  return {
    received,
    isOpen: () => open,
    shows: (wanted, withinMs) =>
      until(`the connection shows ${wanted}`, () => received().includes(wanted), withinMs),
    ends: async () => {
      await until('the server ends the connection', () => !open);
      return received();
    },
    hangUp: () => void socket.destroy(),
  };
};
