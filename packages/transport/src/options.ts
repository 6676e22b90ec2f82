import { OpenGuardError } from '@openguard/errors';
import { isLoopbackHost } from './loopback.js';
import { parsePin, type Pin } from './pin.js';
import { DIRECT, readProxies, type Environment, type Proxies } from './proxies.js';
import { resolveServer } from './resolve-server.js';
import { USER_AGENT } from './user-agent.js';

/** Who asks. The password goes into one header and nowhere else. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** How to reach one server as one user. */
export interface TransportOptions {
  /** What {@link resolveServer} accepts. */
  readonly server: string | URL;
  readonly credentials: Credentials;
  /** Certificates in PEM that are trusted instead of the system's. */
  readonly ca?: string;
  /**
   * SHA-256 of the server's own certificate: 64 hexadecimal digits, with or without colons. A certificate that
   * matches is accepted whoever signed it, for any name and date; together with `ca`, both must hold.
   */
  readonly pin?: string;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read, in upper or lower case; `process.env` by default. */
  readonly environment?: Environment;
  /** Longest time for name lookup, connection and TLS together; 10 s by default. */
  readonly connectTimeoutMs?: number;
  /** Longest silence before the headers and between bytes; 10 min by default. The total is not limited. */
  readonly idleTimeoutMs?: number;
  /** {@link USER_AGENT} by default. */
  readonly userAgent?: string;
}

/** Options that have been checked. */
export interface Settings {
  readonly server: URL;
  readonly authorization: string;
  readonly userAgent: string;
  readonly ca: string | undefined;
  readonly pin: Pin | undefined;
  readonly proxies: Proxies;
  readonly connectTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** Texts that no message may show. */
  readonly secrets: readonly string[];
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

const usage = (message: string): OpenGuardError => new OpenGuardError('OG_USAGE', message);

const checkedTimeout = (name: string, value: number): number => {
  if (Number.isInteger(value) && value >= 1 && value <= LONGEST_TIMER_MS) return value;
  throw usage(`${name} is ${value}; it is a whole number of milliseconds from 1 to ${LONGEST_TIMER_MS}`);
};

const checkedUserAgent = (text: string): string => {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)) return text;
  throw usage('userAgent is one line of printable ASCII characters');
};

const checkedServer = (server: string | URL, pin: Pin | undefined): URL => {
  const url = resolveServer(typeof server === 'string' ? server : server.href);
  if (url.protocol === 'https:') return url;
  if (!isLoopbackHost(url.hostname)) {
    throw new OpenGuardError(
      'OG_TRANSPORT_PLAIN_HTTP',
      `${url.origin} would show the password to the network, so nothing was sent; use https://${url.host}, or a server on 127.0.0.1`,
    );
  }
  if (pin !== undefined) {
    throw usage(
      `${url.origin} has no certificate to compare with the pin; use https://, or leave the pin out`,
    );
  }
  return url;
};

const basicToken = ({ user, password }: Credentials): string => {
  // RFC 7617, section 2: the first colon ends the user name.
  if (user.includes(':'))
    throw usage('the user name contains a colon, which Basic authentication cannot carry');
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
};

/**
 * Checks options and fills in what is left out.
 *
 * @throws OpenGuardError `OG_USAGE`, `OG_TRANSPORT_PLAIN_HTTP`
 */
export const checkOptions = (options: TransportOptions): Settings => {
  const pin = options.pin === undefined ? undefined : parsePin(options.pin);
  const server = checkedServer(options.server, pin);
  const token = basicToken(options.credentials);
  const { password } = options.credentials;
  const proxies = isLoopbackHost(server.hostname) ? DIRECT : readProxies(options.environment ?? process.env);
  return {
    server,
    authorization: `Basic ${token}`,
    userAgent: checkedUserAgent(options.userAgent ?? USER_AGENT),
    ca: options.ca,
    pin,
    proxies,
    connectTimeoutMs: checkedTimeout('connectTimeoutMs', options.connectTimeoutMs ?? 10_000),
    idleTimeoutMs: checkedTimeout('idleTimeoutMs', options.idleTimeoutMs ?? 600_000),
    secrets: [password, new URLSearchParams([['', password]]).toString().slice(1), token, ...proxies.secrets],
  };
};
