import { redact } from '@openguard/errors';
import { FULL, failed, type Reason } from '../failure.js';

const LOST = failed('the connection to PostgreSQL was lost; try again when it answers');
const AWAY = failed('no PostgreSQL answers there; start it, or correct its address');
const SLOW = failed('it took too long; try again when PostgreSQL has less to do');

/** Reasons by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), codes before classes. */
const REASONS: Readonly<Record<string, Reason>> = {
  '23503': failed('its account does not exist'),
  '23505': failed('it is there already'),
  '25006': failed('that PostgreSQL takes no writing; name the primary server'),
  '28000': failed('PostgreSQL does not let this user in; correct the user or pg_hba.conf'),
  '28P01': failed('the user name or the password is wrong'),
  '3D000': failed('that database does not exist; make it with createdb'),
  '42501': failed('this user lacks rights there; make it the owner of the database'),
  '53100': FULL,
  '53300': failed('PostgreSQL has no connection free; raise max_connections, or run fewer processes'),
  '55P03': SLOW,
  '57014': SLOW,
  '57P03': failed('PostgreSQL is starting or stopping; try again'),
};
const CLASSES: Readonly<Record<string, Reason>> = { '08': LOST, '57': LOST };

/** What the sockets say. */
const SOCKETS: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: AWAY,
  ENOENT: AWAY,
  ENOTFOUND: AWAY,
  EAI_AGAIN: AWAY,
  EHOSTUNREACH: AWAY,
  ENETUNREACH: AWAY,
  ETIMEDOUT: AWAY,
  ECONNRESET: LOST,
  EPIPE: LOST,
};

/** What the client library says, which gives these no code. */
const WORDS: readonly (readonly [RegExp, Reason])[] = [
  [/connection timeout|timeout exceeded when trying to connect|timeout expired/i, AWAY],
  [/read timeout/i, SLOW],
  [/terminated|not queryable|connection error|closed/i, LOST],
];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether the server itself said no, so that its connection is as good as before. */
export const isAnswer = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && !Object.keys(CLASSES).includes(codeOf(error).slice(0, 2));

/** Whether the work has to be done anew, since others were at the same rows. */
export const isCollision = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** Why PostgreSQL, its client or the network refused, for people. */
export const reasonOf = (error: unknown): Reason => {
  const code = codeOf(error);
  const known = REASONS[code] ?? SOCKETS[code] ?? CLASSES[code.slice(0, 2)];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  const worded = code === '' ? WORDS.find(([words]) => words.test(message)) : undefined;
  return worded?.[1] ?? failed(redact(message.replace(/\s+/g, ' ')));
};
