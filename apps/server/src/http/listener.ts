import { OpenGuardError } from '@openguard/errors';
import { DTDS } from '@openguard/protocol';
import { LATER_DTDS } from '@openguard/reports';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { inTrace, traceFrom, traceHeader } from '../logging/trace.js';
import { createAdmission } from './admission.js';
import { answerErrors, errorHandler } from './answer-errors.js';
import { authenticated, loggedIn, type AuthenticationNeeds } from './authenticated.js';
import type { createAudit } from './audit.js';
import { boundConnections } from './connections.js';
import { readForm } from './form.js';
import { apiFunctions, type FunctionOptions } from './functions.js';
import { DEFAULT_LIMITS, PATIENCE, type Limits } from './limits.js';
import { createHeldConnections } from './held-connections.js';
import { answerMalformed } from './malformed.js';
import { refuse } from './refuse.js';
import { registerFunction } from './register-function.js';
import { markReplies } from './mark-simulated.js';
import { notesOf, type RequestNotes } from './request-notes.js';
import { apiActions, type ActionOptions } from './v2/actions.js';
import { createCallLimits } from './v2/call-limits.js';
import { registerResource } from './v2/register-resource.js';
import { registerSessions } from './v2/session-resource.js';
import { createSessions } from './v2/sessions.js';

/** A request that has been answered. */
export interface Answered extends Readonly<RequestNotes> {
  readonly method: string;
  /** Without the query, which may hold what is nobody's business. */
  readonly path: string;
  readonly status: number;
  readonly address: string;
  readonly milliseconds: number;
}

/** What the listener needs. */
export interface ListenerOptions extends FunctionOptions, ActionOptions, AuthenticationNeeds {
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly limits?: Limits;
  /** Whose word about the caller's address is taken, in X-Forwarded-For; nobody's unless told. */
  readonly isProxy?: (address: string) => boolean;
  readonly onAnswered?: (answered: Answered) => void;
  /** Whether all that is served is of a simulated estate, and is to say so. */
  readonly simulated?: boolean;
  readonly onHeld?: (change: 1 | -1) => void;
  readonly audit?: ReturnType<typeof createAudit>;
}

const isNobody = (): boolean => false;

const create = (options: ListenerOptions): FastifyInstance => {
  const { tls, isProxy = isNobody } = options;
  const common = {
    forceCloseConnections: true,
    requestTimeout: PATIENCE.request,
    keepAliveTimeout: PATIENCE.idle,
    trustProxy: isProxy,
    frameworkErrors: errorHandler(options),
    clientErrorHandler: (error: Error, socket: Socket) => answerMalformed(error, socket, options.clock()),
  };
  const times = { headersTimeout: PATIENCE.head, connectionsCheckingInterval: PATIENCE.inspection };
  return tls === undefined
    ? fastify({ ...common, http: times })
    : fastify({
        ...common,
        https: { ...times, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: PATIENCE.head },
      });
};

const answeredOf = (request: FastifyRequest, reply: FastifyReply): Answered => {
  const notes = notesOf(request);
  return {
    ...notes,
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    status: reply.statusCode,
    address: request.ip,
    milliseconds: performance.now() - notes.began,
  };
};

/**
 * The HTTP listener: Basic authentication and sessions, the functions under `/msp/`, the resources of API v2, and the
 * DTDs, which anyone may read.
 */
export const createListener = async (options: ListenerOptions) => {
  const {
    limits = DEFAULT_LIMITS,
    isProxy = isNobody,
    onAnswered,
    onHeld,
    audit,
    clock,
    unexpected,
  } = options;
  const app = create(options);
  const { isSurplus } = boundConnections(app.server, limits, isProxy);
  const admission = createAdmission(limits, isSurplus);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    (_request: FastifyRequest, payload: AsyncIterable<Buffer>) => readForm(payload),
  );
  app.addHook('onRequest', (request, reply, done) => {
    const trace = traceFrom(request.headers['traceparent']);
    void reply.header('traceresponse', traceHeader(trace));
    inTrace(trace, () => {
      notesOf(request);
      const refusal = admission.refusalOfAddress(request);
      if (refusal === undefined) return done();
      notesOf(request).outcome = 'limited';
      refuse(request, reply.header('Connection', 'close'), refusal, clock());
    });
  });
  if (onAnswered !== undefined) {
    app.addHook('onResponse', (request, reply, done) => {
      onAnswered(answeredOf(request, reply));
      done();
    });
  }
  if (options.simulated === true) markReplies(app);
  for (const [path, text] of [...DTDS, ...LATER_DTDS]) {
    app.get(path, (_request, reply) => reply.type('application/xml-dtd; charset=UTF-8').send(text));
  }
  const held = createHeldConnections();
  const sessions = createSessions(limits.sessionMinutes);
  const gate = {
    ...options,
    ...{ admission, sessions },
    ...(audit === undefined ? {} : { onDenied: audit.denied }),
  };
  const needs = {
    authenticated: (request: FastifyRequest, reply: FastifyReply) => authenticated(request, reply, gate),
    limits: createCallLimits(limits),
    unexpected,
    clock,
    held,
    ...(onHeld === undefined ? {} : { onHeld }),
    ...(audit === undefined ? {} : { audit }),
  };
  for (const api of apiFunctions(options)) registerFunction(app, api, needs);
  for (const [path, ofPath] of Map.groupBy(apiActions(options), (action) => action.path))
    registerResource(app, path, ofPath, needs);
  registerSessions(app, {
    loggedIn: (request, reply, presented) => loggedIn(request, reply, presented, gate),
    ...{ sessions, clock },
  });
  answerErrors(app, needs);
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
    close: async () => {
      await held.finish();
      await app.close();
    },
  };
};
