import { REFUSALS } from '@openguard/protocol';
import { publicReason } from '@openguard/service';
import type { Account } from '@openguard/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOfV2, refuse } from './refuse.js';
import { notesOf } from './request-notes.js';

/** What errors are answered with. */
export interface ErrorNeeds {
  readonly authenticated: (request: FastifyRequest, reply: FastifyReply) => Promise<Account | undefined>;
  readonly unexpected: (error: unknown) => void;
  readonly clock: () => number;
}

type HttpError = Error & { readonly statusCode?: number; readonly code?: unknown };

const FORM = 'application/x-www-form-urlencoded';

/** What the framework finds wrong with a request before anybody else sees it, in words that say what to do. */
const wordsFor = ({ code, message }: HttpError, request: FastifyRequest): string => {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return `The body is sent as ${JSON.stringify((request.headers['content-type'] ?? 'nothing').slice(0, 60))}; send parameters as ${FORM}.`;
    case 'FST_ERR_BAD_URL':
      return 'The address holds a % that no two hexadecimal digits follow.';
    default:
      return message;
  }
};

/** A client that leaves while it sends is nobody's trouble, and must not fill the log. */
const isClientGone = (error: Error): boolean => 'code' in error && error.code === 'ECONNRESET';

/** Answers an error: what was asked wrongly is said as it is, what is our fault goes to the log. */
export const errorHandler =
  ({ clock, unexpected }: Pick<ErrorNeeds, 'clock' | 'unexpected'>) =>
  (error: HttpError, request: FastifyRequest, reply: FastifyReply): void => {
    const status = error.statusCode ?? 500;
    const isOurs = status >= 500;
    notesOf(request).outcome = isOurs ? 'failed' : 'refused';
    const text = isOurs
      ? publicReason(error, isClientGone(error) ? () => undefined : unexpected)
      : wordsFor(error, request);
    const number = isOurs ? REFUSALS.internal : REFUSALS.invalidValue;
    refuse(request, reply, { status, number, text }, clock());
  };

/** Answers what is no function, and functions by a method that they do not know; where functions are, after a log-in. */
export const answerErrors = (app: FastifyInstance, needs: ErrorNeeds): void => {
  app.setNotFoundHandler(async (request, reply) => {
    if (isOfV2(request) || request.url.startsWith('/msp/')) await needs.authenticated(request, reply);
    if (reply.sent) return reply;
    notesOf(request).outcome = 'refused';
    const known = app.hasRoute({ method: 'GET', url: request.url.split('?')[0] ?? '' });
    if (known) void reply.header('Allow', 'GET, POST');
    const refusal = known
      ? {
          status: 405,
          number: REFUSALS.wrongMethod,
          text: `The method ${request.method} is not known here; use GET or POST.`,
        }
      : { status: 404, number: REFUSALS.internal, text: 'There is no such function on this server.' };
    return refuse(request, reply, refusal, needs.clock());
  });
  app.setErrorHandler(errorHandler(needs));
};
