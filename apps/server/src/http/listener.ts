import { OpenGuardError } from '@openguard/errors';
import type { Account } from '@openguard/model';
import { DTDS, REFUSALS } from '@openguard/protocol';
import { writeGenericReturn } from '@openguard/reports';
import { publicReason, type createAuthentication } from '@openguard/service';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { basicCredentials } from './credentials.js';
import { readForm } from './form.js';
import type { ApiFunction } from './api-function.js';
import { apiFunctions, type FunctionOptions } from './functions.js';
import { answerMalformed } from './malformed.js';
import { pairsOf } from './parameters.js';

/** What the listener needs. */
export interface ListenerOptions extends FunctionOptions {
  readonly authenticate: ReturnType<typeof createAuthentication>;
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Programs bind their credentials to this realm. */
const REALM = 'Basic realm="MSP Front Office"';
const XML = 'text/xml; charset=UTF-8';

const failed = (number: number, text: string, api: string, username: string, at: number): string =>
  writeGenericReturn({ api, username, at, status: 'FAILED', number, text });

const nameOf = (request: FastifyRequest): string =>
  /[^/?]*(?=\?|$)/.exec(request.url)?.[0].slice(0, 60) ?? '';

const register = (app: FastifyInstance, { path, answer }: ApiFunction, options: ListenerOptions): void => {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // A client may go at any moment, also while its password is being checked.
    let abandon: (() => void) | undefined;
    const isGone = (): boolean => reply.raw.closed || request.raw.socket.destroyed;
    reply.raw.once('close', () => abandon?.());
    const account = await authenticated(request, reply, options);
    if (account === undefined) return reply;
    if (isGone()) return reply.hijack();
    const answered = await answer(account, pairsOf(request));
    void reply.type(XML);
    if (typeof answered === 'string') return reply.send(answered);
    if (isGone()) {
      answered.abandon();
      return reply.hijack();
    }
    ({ abandon } = answered);
    const pieces = (async function* () {
      try {
        yield* answered.pieces;
      } catch (error) {
        // What has begun can only be broken off, so that the log alone can say why.
        options.unexpected(error);
        throw error;
      }
      abandon = undefined;
    })();
    return reply.send(Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 }));
  };
  // A HEAD must not start what only GET and POST may start.
  app.route({ method: ['GET', 'POST'], url: path, handler, exposeHeadRoute: false });
};

/** The account that a request comes from; `undefined` when the reply has already said no. */
const authenticated = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, clock }: ListenerOptions,
): Promise<Account | undefined> => {
  const presented = basicCredentials(request.headers.authorization);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const caller = { address: request.ip, signal: gone.signal };
  const account =
    presented === undefined ? 'refused' : await authenticate(presented.user, presented.password, caller);
  if (account === 'refused') {
    void reply
      .code(401)
      .header('WWW-Authenticate', REALM)
      .type('text/plain; charset=UTF-8')
      .send('ACCESS DENIED\n');
    return undefined;
  }
  if (account === 'busy') {
    const text = 'Too many log-ins at once; try again in a few seconds.';
    void reply
      .code(503)
      .header('Retry-After', '5')
      .type(XML)
      .send(failed(REFUSALS.internal, text, nameOf(request), '', clock()));
    return undefined;
  }
  return account;
};

type HttpError = Error & { readonly statusCode?: number };

const answerErrors = (app: FastifyInstance, options: ListenerOptions): void => {
  const { clock } = options;
  app.setNotFoundHandler(async (request, reply) => {
    const account = request.url.startsWith('/msp/')
      ? await authenticated(request, reply, options)
      : undefined;
    if (reply.sent) return reply;
    const known = app.hasRoute({ method: 'GET', url: request.url.split('?')[0] ?? '' });
    const [status, number, text] = known
      ? [405, REFUSALS.wrongMethod, `The method ${request.method} is not known here; use GET or POST.`]
      : [404, REFUSALS.internal, 'There is no such function on this server.'];
    if (known) void reply.header('Allow', 'GET, POST');
    return reply
      .code(status)
      .type(XML)
      .send(failed(number, text, nameOf(request), account?.name ?? '', clock()));
  });
  app.setErrorHandler(errorHandler(options));
};

/** A client that leaves while it sends is nobody's trouble, and must not fill the log. */
const isClientGone = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';

const errorHandler =
  ({ clock, unexpected }: ListenerOptions) =>
  (error: HttpError, request: FastifyRequest, reply: FastifyReply): void => {
    const status = error.statusCode ?? 500;
    const text =
      status >= 500 ? publicReason(error, isClientGone(error) ? () => undefined : unexpected) : error.message;
    const number = status >= 500 ? REFUSALS.internal : REFUSALS.invalidValue;
    void reply
      .code(status)
      .type(XML)
      .send(failed(number, text, nameOf(request), '', clock()));
  };

/** The HTTP listener: Basic authentication, the functions under `/msp/`, and the DTDs, which anyone may read. */
export const createListener = async (options: ListenerOptions) => {
  const { tls } = options;
  const common = {
    forceCloseConnections: true,
    requestTimeout: 60_000,
    frameworkErrors: errorHandler(options),
    clientErrorHandler: (error: Error, socket: Socket) => answerMalformed(error, socket, options.clock()),
  };
  const app: FastifyInstance =
    tls === undefined ? fastify(common) : fastify({ ...common, https: { ...tls, minVersion: 'TLSv1.2' } });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    (_request: FastifyRequest, payload: AsyncIterable<Buffer>) => readForm(payload),
  );
  for (const [path, text] of DTDS) {
    app.get(path, (_request, reply) => reply.type('application/xml-dtd; charset=UTF-8').send(text));
  }
  for (const api of apiFunctions(options)) register(app, api, options);
  answerErrors(app, options);
  await app.ready();
  return {
    listen: async (host: string, port: number) => {
      try {
        const url = await app.listen({ host, port });
        const bound = app.server.address();
        return typeof bound === 'object' && bound !== null
          ? { url, address: bound.address, port: bound.port }
          : { url, address: host, port };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        const text = `cannot listen at ${host}:${port}: ${String(error.code)}; choose another address with --listen`;
        throw new OpenGuardError('OG_LISTEN', text, { cause: error });
      }
    },
    close: () => app.close(),
  };
};
