import { isOpenGuardError, type ErrorCode } from '@openguard/errors';
import { StatusError } from './status-error.js';

/** What is left when something between a client and a server ends a connection, or the server itself dies. */
const CUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OG_TRANSPORT_CLOSED',
  'OG_TRANSPORT_TIMEOUT',
  'OG_REPLY_TRUNCATED',
  'OG_REPLY_EMPTY',
  'OG_XML_TRUNCATED',
]);
/** A server that is being started, and names that are not found for a moment. */
const AWAY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OG_TRANSPORT_UNREACHABLE',
  'OG_TRANSPORT_UNKNOWN_HOST',
]);
/** With these nothing was sent. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

const causeOf = (error: Error): unknown =>
  error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;

/** Whether an error says that a request may have begun something whose answer did not arrive whole. */
export const isCut = (error: unknown): boolean => {
  if (error instanceof StatusError) return error.status === 502 || error.status === 504;
  return isOpenGuardError(error) && CUT.has(error.code) && !NEVER_CONNECTED.has(causeOf(error));
};

/** Whether an error of a request that changes nothing may be gone in a moment. */
export const mayPass = (error: unknown): boolean => {
  if (error instanceof StatusError) return error.status >= 502 && error.status <= 504;
  return isOpenGuardError(error) && (CUT.has(error.code) || AWAY.has(error.code));
};
