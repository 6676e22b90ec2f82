import { AsyncLocalStorage } from 'node:async_hooks';
import type { HeldConnections } from './held-connections.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '@openguard/model';
import type { ApiFunction } from './api-function.js';
import type { Asked, createAudit } from './audit.js';
import { pairsOf } from './parameters.js';
import { XML } from './refuse.js';
import { notesOf } from './request-notes.js';
import { sendPieces } from './send-pieces.js';
import { cutWhenStalled } from './stalled-readers.js';

/** What a function of the API is answered with. */
export interface RegistrationNeeds {
  readonly authenticated: (request: FastifyRequest, reply: FastifyReply) => Promise<Account | undefined>;
  readonly unexpected: (error: unknown) => void;
  readonly held: HeldConnections;
  readonly audit?: ReturnType<typeof createAudit>;
  /** Told when a reply begins that is written piece by piece, and when it is at its end. */
  readonly onHeld?: (change: 1 | -1) => void;
}

const REFUSED = /<(?:ERROR|RETURN status="FAILED")(?: number="(\d+)"|>)/;
/** What refuses says so at its beginning. */
const BEGINNING = 600;

/** Answers a function of the API, by GET and by POST. */
export const registerFunction = (
  app: FastifyInstance,
  { name, path, answer }: ApiFunction,
  { authenticated, unexpected, held, audit, onHeld = () => undefined }: RegistrationNeeds,
): void => {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // A client may go at any moment, also while its password is being checked.
    const isGone = (): boolean => reply.raw.closed || request.raw.socket.destroyed;
    const notes = notesOf(request);
    notes.name = path.slice(path.lastIndexOf('/') + 1);
    const account = await authenticated(request, reply);
    if (account === undefined) return reply;
    if (isGone()) return reply.hijack();
    const pairs = pairsOf(request);
    const asked: Asked = { account: account.name, address: request.ip, name, pairs };
    await audit?.asked(asked);
    const answered = await answer(account, pairs);
    void reply.type(XML);
    cutWhenStalled(reply.raw);
    if (typeof answered === 'string') {
      const [refused, number = ''] = REFUSED.exec(answered.slice(0, BEGINNING)) ?? [];
      if (refused !== undefined) notes.outcome = 'refused';
      audit?.answered(asked, notes.outcome, number);
      return reply.send(answered);
    }
    if ('text' in answered) {
      notes.outcome = 'refused';
      audit?.answered(asked, 'refused', 'stopping');
      return reply.code(503).header('Retry-After', String(answered.retryAfterSeconds)).send(answered.text);
    }
    audit?.answered(asked, 'done', 'rest' in answered ? answered.references.join(' ') : '');
    if (isGone()) {
      if ('rest' in answered) answered.left(false);
      return reply.hijack();
    }
    onHeld(1);
    reply.raw.once('close', () => onHeld(-1));
    if ('rest' in answered) {
      void reply.header('OpenGuard-Reference', answered.references.join(', '));
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      const failed = AsyncLocalStorage.bind((error: unknown) => {
        notes.outcome = 'failed';
        unexpected(error);
      });
      held.hold(reply.raw, answered, failed);
      return reply;
    }
    return sendPieces(reply, answered.pieces, (error) => {
      notes.outcome = 'failed';
      unexpected(error);
    });
  };
  // A HEAD must not start what only GET and POST may start.
  app.route({ method: ['GET', 'POST'], url: path, handler, exposeHeadRoute: false });
};
