import type { Account } from '@openguard/model';
import { CODES, statusOfCode } from '@openguard/protocol';
import { writeSimpleReturn } from '@openguard/reports';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Asked, createAudit } from '../audit.js';
import { pairsOf } from '../parameters.js';
import { refuse, XML } from '../refuse.js';
import { notesOf } from '../request-notes.js';
import { sendPieces } from '../send-pieces.js';
import { cutWhenStalled } from '../stalled-readers.js';
import type { ActionAnswer, ActionRefused, ApiAction, Asking } from './action.js';
import type { CallLimits } from './call-limits.js';
import { chooseAction, lastOfEach } from './choose-action.js';
import { refusalOfExposed } from './exposed-secret.js';
import { resourceOf, toldRequest, wantsEcho } from './told-request.js';

/** What resources of API v2 are answered with. */
export interface ResourceNeeds {
  readonly authenticated: (request: FastifyRequest, reply: FastifyReply) => Promise<Account | undefined>;
  readonly limits: CallLimits;
  readonly unexpected: (error: unknown) => void;
  readonly clock: () => number;
  readonly audit?: ReturnType<typeof createAudit>;
  /** Told when a reply begins that is written piece by piece, and when it is at its end. */
  readonly onHeld?: (change: 1 | -1) => void;
}

const LIST = 'application/xml';

const NO_HEADER = {
  status: 400,
  number: CODES.missingParameter,
  text: 'Missing required header: X-Requested-With. Any value will do.',
};

const NOT_FOR_OFFICES: ActionRefused = {
  number: CODES.notPermitted,
  text: 'This account enrolls others; it has no hosts of its own.',
};

const isRefused = (answer: ActionAnswer | ApiAction): answer is ActionRefused =>
  typeof answer !== 'string' && 'number' in answer;

/** Whether a request may be answered at all: nothing that a browser sends by itself has the header. */
export const hasRequestedWith = (
  request: FastifyRequest,
  reply: FastifyReply,
  clock: () => number,
): boolean => {
  if (request.headers['x-requested-with'] !== undefined) return true;
  notesOf(request).outcome = 'refused';
  refuse(request, reply, NO_HEADER, clock());
  return false;
};

/** Sends whoever leaves out the slash at the end of a resource to where it is, as the service does. */
export const redirectToSlash = (app: FastifyInstance, path: string): void => {
  const url = path.slice(0, -1);
  const handler = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    notesOf(request).outcome = 'refused';
    return reply
      .code(301)
      .header('Location', path + query)
      .type('text/html; charset=iso-8859-1')
      .send(
        `<!DOCTYPE html>\n<title>301 Moved Permanently</title>\n<p>The resource is at <a href="${path}">${path}</a>.</p>\n`,
      );
  };
  app.route({ method: ['GET', 'POST'], url, handler, exposeHeadRoute: false });
};

/** Refuses an action with SIMPLE_RETURN. */
export const refuseAction = (
  request: FastifyRequest,
  reply: FastifyReply,
  { number, text, items }: ActionRefused,
  { at, echo }: { readonly at: number } & Pick<Asking, 'echo'>,
): FastifyReply => {
  notesOf(request).outcome = number === CODES.tooMany || number === CODES.tooFast ? 'limited' : 'refused';
  return reply
    .code(statusOfCode(number))
    .type(XML)
    .send(
      writeSimpleReturn({
        ...{ at, code: number, text },
        ...(items === undefined ? {} : { items }),
        ...(echo === undefined ? {} : { request: echo }),
      }),
    );
};

/** Answers a resource of API v2, whose actions share its path. */
export const registerResource = (
  app: FastifyInstance,
  path: string,
  actions: readonly ApiAction[],
  { authenticated, limits, unexpected, clock, audit, onHeld = () => undefined }: ResourceNeeds,
): void => {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const isGone = (): boolean => reply.raw.closed || request.raw.socket.destroyed;
    if (!hasRequestedWith(request, reply, clock)) return reply;
    const account = await authenticated(request, reply);
    if (account === undefined) return reply;
    if (isGone()) return reply.hijack();
    const at = clock();
    if (account.role === 'backoffice') return refuseAction(request, reply, NOT_FOR_OFFICES, { at });
    const admitted = limits(account.name, path);
    void reply.headers(admitted.headers);
    if (admitted.refused !== undefined) return refuseAction(request, reply, admitted.refused, { at });
    reply.raw.once('close', admitted.leave);

    const pairs = lastOfEach(pairsOf(request));
    const resource = resourceOf(request, path);
    const told = { at, user: account.name, resource };
    const echo = wantsEcho(pairs) ? { echo: toldRequest(request, told) } : {};
    const action = chooseAction(actions, pairs, request.method);
    if (isRefused(action)) return refuseAction(request, reply, action, { at, ...echo });

    const notes = notesOf(request);
    notes.name = action.name;
    const asked: Asked = { account: account.name, address: request.ip, name: action.name, pairs };
    await audit?.asked(asked);
    const answer =
      refusalOfExposed(request, action) ?? (await action.answer({ account, resource, pairs, ...echo }));
    cutWhenStalled(reply.raw);
    if (isRefused(answer)) {
      audit?.answered(asked, 'refused', String(answer.number));
      return refuseAction(request, reply, answer, { at, ...echo });
    }
    audit?.answered(asked, 'done', '');
    if (typeof answer === 'string') return reply.type(LIST).send(answer);
    if (isGone()) return reply.hijack();
    onHeld(1);
    reply.raw.once('close', () => onHeld(-1));
    return sendPieces(reply.type(answer.type ?? LIST), answer.pieces, (error) => {
      notes.outcome = 'failed';
      unexpected(error);
    });
  };

  app.route({ method: ['GET', 'POST'], url: path, handler, exposeHeadRoute: false });
  redirectToSlash(app, path);
};
