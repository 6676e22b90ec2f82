import type { Account } from '@openguard/model';
import { REFUSALS } from '@openguard/protocol';
import type { createAuthentication } from '@openguard/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { createAdmission } from './admission.js';
import { basicCredentials } from './credentials.js';
import { refuse } from './refuse.js';
import { notesOf } from './request-notes.js';
import { sourceOf } from './source-of.js';

/** What tells who asks. */
export interface AuthenticationNeeds {
  readonly authenticate: ReturnType<typeof createAuthentication>;
  readonly clock: () => number;
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

/** The account that a request comes from; `undefined` when the reply has already said no. */
export const authenticated = async (
  request: FastifyRequest,
  reply: FastifyReply,
  admission: ReturnType<typeof createAdmission>,
  { authenticate, clock, onDenied }: AuthenticationNeeds,
): Promise<Account | undefined> => {
  const notes = notesOf(request);
  const presented = basicCredentials(request.headers.authorization);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const caller = { address: sourceOf(request.ip), signal: gone.signal };
  const account =
    presented === undefined ? 'refused' : await authenticate(presented.user, presented.password, caller);
  if (account === 'refused') {
    notes.outcome = 'denied';
    if (presented !== undefined) onDenied?.(presented.user, request.ip);
    void reply
      .code(401)
      .header('WWW-Authenticate', REALM)
      .type('text/plain; charset=UTF-8')
      .send('ACCESS DENIED\n');
    return undefined;
  }
  if (account === 'busy' || account === 'slowed') {
    notes.outcome = 'limited';
    refuse(request, reply, account === 'busy' ? BUSY : SLOWED, clock());
    return undefined;
  }
  notes.account = account.name;
  const tooMuch = admission.refusalOfAccount(account.name, reply);
  if (tooMuch === undefined) return account;
  notes.outcome = 'limited';
  refuse(request, reply, tooMuch, clock());
  return undefined;
};
