import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What a server of a test was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

/** What it answers: a body with status 200, or more. */
export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  /** Breaks the connection after the body. */
  readonly cut?: boolean;
  /** Begins to answer only when this is done. */
  readonly after?: Promise<unknown>;
  /** Ends the answer only when this is done. */
  readonly until?: Promise<unknown>;
}

/** A real HTTP server on loopback that ends with its test. */
export const apiServer = async (
  answer: (asked: Asked) => Answered | string,
): Promise<{ readonly url: string; readonly asked: readonly Asked[] }> => {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void text(request).then(async (form) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://x');
      const parameters = Object.fromEntries(new URLSearchParams(request.method === 'POST' ? form : search));
      const question = { method: request.method ?? '', path: pathname, parameters, headers: request.headers };
      asked.push(question);
      const given = answer(question);
      const reply = typeof given === 'string' ? { body: given } : given;
      await reply.after;
      const headers = Object.entries(reply.headers ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]);
      response.writeHead(reply.status ?? 200, {
        'content-type': 'text/xml',
        ...(Object.fromEntries(headers) as Record<string, string | string[]>),
      });
      if (reply.cut === true) {
        response.write(reply.body ?? '', () => request.socket.destroy());
        return;
      }
      response.write(reply.body ?? '');
      await reply.until;
      response.end();
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return { url: `http://127.0.0.1:${address.port}`, asked };
};

const AT = '<DATETIME>2011-02-07T10:00:00Z</DATETIME>';

/** A list of API v2 around what stands in it. */
export const response = (root: string, inside: string): string =>
  `<${root}><RESPONSE>${AT}${inside}</RESPONSE></${root}>`;

/** A SIMPLE_RETURN. */
export const simpleReturn = (
  said: string,
  code?: number,
  items: Readonly<Record<string, number>> = {},
): string =>
  response(
    'SIMPLE_RETURN',
    `${code === undefined ? '' : `<CODE>${code}</CODE>`}<TEXT>${said}</TEXT>${
      Object.keys(items).length === 0
        ? ''
        : `<ITEM_LIST>${Object.entries(items)
            .map(([key, value]) => `<ITEM><KEY>${key}</KEY><VALUE>${value}</VALUE></ITEM>`)
            .join('')}</ITEM_LIST>`
    }`,
  );
