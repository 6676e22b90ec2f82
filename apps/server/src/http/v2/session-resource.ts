import type { Account } from '@openguard/model';
import { actionRefusal, CODES, LATER_ENDPOINTS } from '@openguard/protocol';
import { writeSimpleReturn, type SimpleOutcome } from '@openguard/reports';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Presented } from '../credentials.js';
import { pairsOf } from '../parameters.js';
import { XML } from '../refuse.js';
import { notesOf } from '../request-notes.js';
import type { ActionRefused } from './action.js';
import { chooseAction, lastOfEach } from './choose-action.js';
import { refusalOfExposed } from './exposed-secret.js';
import { hasRequestedWith, redirectToSlash, refuseAction } from './register-resource.js';
import { tokenIn, type Sessions } from './sessions.js';
import { resourceOf, toldRequest, wantsEcho } from './told-request.js';

const { sessionLogin, sessionLogout } = LATER_ENDPOINTS;

/** What sessions are begun and ended with. */
export interface SessionNeeds {
  readonly loggedIn: (
    request: FastifyRequest,
    reply: FastifyReply,
    presented: Presented,
  ) => Promise<Account | undefined>;
  readonly sessions: Sessions;
  readonly clock: () => number;
}

const NO_SESSION: ActionRefused = { number: CODES.badLogin, text: 'Bad Login/Password' };

/** Answers the resource of sessions, which no log-in stands before and no limit. */
export const registerSessions = (app: FastifyInstance, { loggedIn, sessions, clock }: SessionNeeds): void => {
  const { path } = sessionLogin;

  /** What a reply is to repeat, as of this user. */
  const echoOf = (request: FastifyRequest, at: number, user: string): Pick<SimpleOutcome, 'request'> =>
    wantsEcho(lastOfEach(pairsOf(request)))
      ? { request: toldRequest(request, { at, user, resource: resourceOf(request, path) }) }
      : {};

  const logIn = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const at = clock();
    const exposed = refusalOfExposed(request, sessionLogin);
    if (exposed !== undefined) return refuseAction(request, reply, exposed, { at });
    const asked = sessionLogin.decode(lastOfEach(pairsOf(request)));
    if (asked._tag === 'Left') return refuseAction(request, reply, actionRefusal(asked.left), { at });
    const { username: user, password } = asked.right;
    const account = await loggedIn(request, reply, { user, password });
    if (account === undefined) return reply;
    notesOf(request).account = account.name;
    return reply
      .header('Set-Cookie', sessions.begin(account, request.protocol === 'https'))
      .header('Cache-Control', 'no-store')
      .type(XML)
      .send(writeSimpleReturn({ at, text: 'Logged in', ...echoOf(request, at, account.name) }));
  };

  const logOut = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const at = clock();
    const asked = sessionLogout.decode(lastOfEach(pairsOf(request)));
    if (asked._tag === 'Left') return refuseAction(request, reply, actionRefusal(asked.left), { at });
    const token = tokenIn(request.headers.cookie);
    const user = token === undefined ? undefined : sessions.end(token);
    if (user === undefined) return refuseAction(request, reply, NO_SESSION, { at });
    return reply.type(XML).send(writeSimpleReturn({ at, text: 'Logged out', ...echoOf(request, at, user) }));
  };

  const actions = [
    { name: sessionLogin.name, action: 'login', isPosted: true, run: logIn },
    { name: sessionLogout.name, action: 'logout', isPosted: true, run: logOut },
  ];
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!hasRequestedWith(request, reply, clock)) return reply;
    const action = chooseAction(actions, lastOfEach(pairsOf(request)), request.method);
    if ('number' in action) return refuseAction(request, reply, action, { at: clock() });
    notesOf(request).name = action.name;
    return action.run(request, reply);
  };
  app.route({ method: ['GET', 'POST'], url: path, handler, exposeHeadRoute: false });
  redirectToSlash(app, path);
};
