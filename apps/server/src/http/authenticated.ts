import type { Account } from '@openguard/model';
import { CODES, REFUSALS } from '@openguard/protocol';
import type { createAuthentication } from '@openguard/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { createAdmission } from './admission.js';
import { basicCredentials, type Presented } from './credentials.js';
import { isOfV2, refuse } from './refuse.js';
import { notesOf } from './request-notes.js';
import { sourceOf } from './source-of.js';
import { tokenIn, type Sessions } from './v2/sessions.js';

/** What tells who asks. */
export interface AuthenticationNeeds {
  readonly authenticate: ReturnType<typeof createAuthentication>;
  readonly accountNamed: (name: string) => Promise<Account | undefined>;
  readonly clock: () => number;
}

/** What looks at log-ins besides. */
interface Gate extends AuthenticationNeeds {
  readonly admission: ReturnType<typeof createAdmission>;
  readonly sessions: Sessions;
  /** Told of every log-in that is refused. */
  readonly onDenied?: (user: string, address: string) => void;
}

/** Programs bind their credentials to this realm. */
const REALM = 'Basic realm="MSP Front Office"';

const BUSY = {
  status: 503,
  number: REFUSALS.internal,
  text: 'Too many log-ins at once; try again in a few seconds.',
  retryAfterSeconds: 5,
};

const SLOWED = {
  status: 429,
  number: REFUSALS.tooFast,
  text: 'Too many wrong log-ins; try again in a few seconds.',
  retryAfterSeconds: 5,
};

const BAD_LOGIN = { status: 401, number: CODES.badLogin, text: 'Bad Login/Password' };

const deny = (request: FastifyRequest, reply: FastifyReply, { clock }: Gate): void => {
  notesOf(request).outcome = 'denied';
  void reply.header('WWW-Authenticate', REALM);
  if (isOfV2(request)) refuse(request, reply, BAD_LOGIN, clock());
  else void reply.code(401).type('text/plain; charset=UTF-8').send('ACCESS DENIED\n');
};

/** The account that a user name and a password are of; `undefined` when the reply has already said no. */
export const loggedIn = async (
  request: FastifyRequest,
  reply: FastifyReply,
  presented: Presented,
  gate: Gate,
): Promise<Account | undefined> => {
  const { authenticate, onDenied, clock } = gate;
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const caller = { address: sourceOf(request.ip), signal: gone.signal };
  const account = await authenticate(presented.user, presented.password, caller);
  if (account === 'refused') {
    onDenied?.(presented.user, request.ip);
    deny(request, reply, gate);
    return undefined;
  }
  if (account === 'busy' || account === 'slowed') {
    notesOf(request).outcome = 'limited';
    refuse(request, reply, account === 'busy' ? BUSY : SLOWED, clock());
    return undefined;
  }
  return account;
};

/** The account of a session, which counts under `/api/` alone. */
const inSession = async (
  request: FastifyRequest,
  { sessions, accountNamed }: Gate,
): Promise<Account | undefined> => {
  const token = isOfV2(request) ? tokenIn(request.headers.cookie) : undefined;
  return token === undefined ? undefined : sessions.find(token, accountNamed);
};

/** The account that a request comes from; `undefined` when the reply has already said no. */
export const authenticated = async (
  request: FastifyRequest,
  reply: FastifyReply,
  gate: Gate,
): Promise<Account | undefined> => {
  const { admission, clock } = gate;
  const notes = notesOf(request);
  const presented = basicCredentials(request.headers.authorization);
  const account =
    presented === undefined
      ? await inSession(request, gate)
      : await loggedIn(request, reply, presented, gate);
  if (account === undefined) {
    if (presented === undefined) deny(request, reply, gate);
    return undefined;
  }
  notes.account = account.name;
  const tooMuch = admission.refusalOfAccount(account.name, reply);
  if (tooMuch === undefined) return account;
  notes.outcome = 'limited';
  refuse(request, reply, tooMuch, clock());
  return undefined;
};
