import { isOpenGuardError, OpenGuardError, redact, type ErrorCode } from '@openguard/errors';
import { NOT_LOOPBACK } from './loopback.js';
import { printable } from './printable.js';

/** Where and under which limits something failed; the words of its message. */
export interface Circumstances {
  /** The origin of the server, or a proxy. */
  readonly where: string;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly secrets: readonly string[];
  /** No connection was there yet on which the request could go. */
  readonly connecting?: boolean;
  /** Bytes of the body so far; absent before the headers. */
  readonly received?: number;
}

interface Verdict {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What names an error of the network. undici gives faults in HTTP itself a name and sometimes no code. */
const codeOf = (error: Error): string | undefined => {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'HTTPParserError' ? 'HTTPParserError' : undefined;
};

const seconds = (ms: number): string => `${ms / 1000} s`;

const UNREACHABLE = /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|HOSTDOWN|NETDOWN|ADDRNOTAVAIL|ACCES|PERM|INVAL)$/;
const CLOSED = /^(ECONNRESET|ECONNABORTED|EPIPE|ENOTCONN|UND_ERR_SOCKET|UND_ERR_PRX_CONN|UND_ERR_DESTROYED)$/;
const NOT_HTTP = /^(HTTPParserError$|HPE_|UND_ERR_HEADERS_OVERFLOW$|UND_ERR_RES_CONTENT_LENGTH_MISMATCH$)/;
const NOT_TLS = /^(EPROTO$|ERR_SSL_|ERR_TLS_|UND_ERR_PRX_TLS$)/;

const beforeHeaders = (code: string, detail: string, circumstances: Circumstances): Verdict | undefined => {
  const { where, connecting = false, connectTimeoutMs, idleTimeoutMs } = circumstances;
  if (code === 'ETIMEDOUT') {
    return {
      code: 'OG_TRANSPORT_TIMEOUT',
      message: `${where} does not respond (${code}); check the address, and firewalls and proxies on the way`,
    };
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (connecting && code === 'UND_ERR_HEADERS_TIMEOUT')) {
    return {
      code: 'OG_TRANSPORT_TIMEOUT',
      message: `no connection to ${where} within ${seconds(connectTimeoutMs)}; check the address, and firewalls and proxies on the way`,
    };
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') {
    return {
      code: 'OG_TRANSPORT_TIMEOUT',
      message: `${where} accepted the request and sent nothing for ${seconds(idleTimeoutMs)}; try again, or allow a longer silence`,
    };
  }
  if (UNREACHABLE.test(code)) {
    return {
      code: 'OG_TRANSPORT_UNREACHABLE',
      message: `nothing accepts connections at ${where} (${code}); check the address and the port, and that the server runs`,
    };
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const reason = code === 'ENOTFOUND' ? 'has no address' : 'could not be looked up';
    return {
      code: 'OG_TRANSPORT_UNKNOWN_HOST',
      message: `the host name of ${where} ${reason} (${code}); check its spelling, and that names are resolved here`,
    };
  }
  if (code === NOT_LOOPBACK) {
    return {
      code: 'OG_TRANSPORT_PLAIN_HTTP',
      message: `the host name of ${where} leads beyond loopback here, where plain HTTP would show the password, so nothing was sent; use 127.0.0.1`,
    };
  }
  if (code === 'UND_ERR_ABORTED') {
    return {
      code: 'OG_TRANSPORT_UNREACHABLE',
      message: `the proxy opened no way to ${where} (${detail}); check HTTPS_PROXY and its user name, or list the host in NO_PROXY`,
    };
  }
  if (NOT_TLS.test(code)) {
    return {
      code: 'OG_TRANSPORT_TLS',
      message: `${where} and this program did not agree on TLS (${code}); check that the port speaks https`,
    };
  }
  if (NOT_HTTP.test(code)) {
    return {
      code: 'OG_TRANSPORT_CLOSED',
      message: `${where} answered with something that is not HTTP (${code}); check the port`,
    };
  }
  if (CLOSED.test(code)) {
    return {
      code: 'OG_TRANSPORT_CLOSED',
      message: `${where} closed the connection before it replied (${code}); try again, and check that the port is the right one`,
    };
  }
  return undefined;
};

const afterHeaders = (code: string, received: number, circumstances: Circumstances): Verdict | undefined => {
  const { where, idleTimeoutMs } = circumstances;
  if (code === 'UND_ERR_BODY_TIMEOUT') {
    return {
      code: 'OG_TRANSPORT_TIMEOUT',
      message: `${where} fell silent for ${seconds(idleTimeoutMs)} after ${received} bytes of its reply, which is incomplete; try again, or allow a longer silence`,
    };
  }
  return /^E[A-Z]+$/.test(code) || CLOSED.test(code) || NOT_HTTP.test(code) || NOT_TLS.test(code)
    ? {
        code: 'OG_REPLY_TRUNCATED',
        message: `the reply of ${where} broke off after ${received} bytes (${code}) and is incomplete; try again`,
      }
    : undefined;
};

/** An error of the network without what it drags along: bytes of the peer, and secrets in its text. */
const plainCause = (error: Error, code: string, detail: string): Error =>
  Object.assign(new Error(detail), { name: error.name, code });

/**
 * An error of the network, of TLS or of undici as one of ours. Anything else, such as a fault in this program, is
 * handed back as it is.
 */
export const describeFailure = (error: unknown, circumstances: Circumstances): unknown => {
  if (isOpenGuardError(error) || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  const { received, secrets } = circumstances;
  const detail = printable(redact(error.message || code, secrets), 300);
  const verdict =
    received === undefined
      ? beforeHeaders(code, detail, circumstances)
      : afterHeaders(code, received, circumstances);
  return verdict === undefined
    ? error
    : new OpenGuardError(verdict.code, verdict.message, { cause: plainCause(error, code, detail) });
};
