import { OpenGuardError } from '@openguard/errors';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Readiness } from './readiness.js';

/** What those who watch the server may ask, without a log-in. */
export interface AdminOptions {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly unexpected: (error: unknown) => void;
}

type Page = readonly [status: number, type: string, text: string];

const TEXT = 'text/plain; charset=utf-8';

const pageAt = async (path: string, { readiness, metrics }: AdminOptions): Promise<Page> => {
  switch (path) {
    case '/healthz':
      return [200, TEXT, 'ok\n'];
    case '/readyz': {
      const found = await readiness();
      return [found.ready ? 200 : 503, 'application/json', `${JSON.stringify(found)}\n`];
    }
    case '/metrics': {
      const { type, text } = await metrics();
      return [200, type, text];
    }
    default:
      return [404, TEXT, 'there are /healthz, /readyz and /metrics\n'];
  }
};

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  options: AdminOptions,
): Promise<void> => {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const [status, type, text] = isRead
    ? await pageAt(request.url?.split('?')[0] ?? '', options)
    : [405, TEXT, 'only GET is known here\n'];
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(isRead ? {} : { Allow: 'GET, HEAD' }),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
};

/**
 * Whether the server lives, whether it can do its work, and what it counts: for probes and for Prometheus, at a
 * listener of its own, so that a firewall can keep it from everyone else. Rejects with `OG_LISTEN`.
 */
export const listenForAdmins = async (host: string, port: number, options: AdminOptions) => {
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.unexpected(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.maxConnections = 64;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const text = `cannot listen at ${host}:${port}: ${String(error.code)}; choose another address with --admin`;
    throw new OpenGuardError('OG_LISTEN', text, { cause: error });
  }
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
