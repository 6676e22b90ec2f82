import type { Answered } from '../http/listener.js';
import type { Log } from './log.js';

/** Says what came of a request; neither its query nor its form, which may hold what is nobody's business. */
export const logAnswered = (
  { say }: Log,
  { method, path, status, account, address, outcome, milliseconds }: Answered,
): void => {
  const ms = Math.round(milliseconds);
  const who = account === '' ? address : `${account} at ${address}`;
  const where = JSON.stringify(path.slice(0, 100));
  say('debug', `${method} ${where} for ${who}: ${status} ${outcome}, ${ms} ms`, {
    method,
    path: path.slice(0, 100),
    status,
    outcome,
    account,
    address,
    ms,
  });
};
