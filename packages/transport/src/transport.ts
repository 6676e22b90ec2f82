import { OpenGuardError } from '@openguard/errors';
import type { Exchange } from './exchange.js';
import { checkOptions, type TransportOptions } from './options.js';
import { buildOutgoing, type Outgoing, type Parameter } from './outgoing.js';
import { redirectionOf } from './redirection.js';

/** One request. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; it may carry a query already. */
  readonly path: string;
  /** In order: the query of a GET, the form of a POST. */
  readonly parameters?: readonly Parameter[];
  /** What else the head says, such as a cookie; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The password stays here, since something else says who asks. */
  readonly withoutPassword?: boolean;
  /** Ends the request and its reply at once; both reject with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a server answered, whatever its status. */
export interface TransportReply {
  readonly status: number;
  /** Names in lower case; repeated headers are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address that answered, redirections followed. */
  readonly url: string;
  /**
   * The bytes as received, to be read once. Whoever stops early closes the connection.
   *
   * It rejects with `OG_REPLY_TRUNCATED` when the connection breaks, and with `OG_TRANSPORT_TIMEOUT` when the
   * server falls silent, after all that was received. HTTP has no mark for the end of a body that has neither a
   * length nor chunks: only its document can prove that it is whole.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Sends requests to one server as one user. */
export interface Transport {
  /**
   * Sends a request with Basic authorization (RFC 7617, in UTF-8) and waits for the headers of the reply. Every
   * HTTP status is a reply. A GET follows up to three redirections on the same origin.
   *
   * @throws OpenGuardError `OG_TRANSPORT_UNREACHABLE`, `OG_TRANSPORT_UNKNOWN_HOST`, `OG_TRANSPORT_TIMEOUT`,
   * `OG_TRANSPORT_TLS`, `OG_TRANSPORT_CLOSED`, `OG_TRANSPORT_REDIRECT`, `OG_TRANSPORT_PLAIN_HTTP` (a `localhost`
   * that is not loopback), `OG_USAGE` (a path without `/`, a CA that is not PEM)
   */
  readonly send: (request: TransportRequest) => Promise<TransportReply>;
  /** Closes all connections; replies that are still being read reject with `OG_TRANSPORT_CLOSED`. */
  readonly close: () => Promise<void>;
}

const MAX_REDIRECTIONS = 3;

/**
 * Makes a transport. Nothing is connected, and undici is not loaded, before the first request.
 *
 * @throws OpenGuardError `OG_USAGE` for options that make no sense, `OG_TRANSPORT_PLAIN_HTTP` for plain http
 * beyond loopback
 */
export const createTransport = (options: TransportOptions): Transport => {
  const settings = checkOptions(options);
  const active = new Set<Exchange>();
  let closed = false;

  const closedError = (): OpenGuardError =>
    new OpenGuardError(
      'OG_TRANSPORT_CLOSED',
      `the transport to ${settings.server.origin} was closed by this program; make a new one`,
    );

  const exchange = async (outgoing: Outgoing, signal: AbortSignal | undefined) => {
    const { startExchange } = await import('./exchange.js');
    signal?.throwIfAborted();
    if (closed) throw closedError();
    const started = startExchange(settings, outgoing, signal, () => active.delete(started));
    active.add(started);
    try {
      return { started, answer: await started.answer };
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  };

  const send = async ({
    method,
    path,
    parameters = [],
    headers: more = {},
    withoutPassword = false,
    signal,
  }: TransportRequest): Promise<TransportReply> => {
    signal?.throwIfAborted();
    const besides = { headers: more, withoutPassword };
    let outgoing = buildOutgoing(settings, method, path, parameters, besides);
    for (let followed = 0; ; followed += 1) {
      const { started, answer } = await exchange(outgoing, signal);
      const { status, headers, bytes } = answer;
      try {
        const next = redirectionOf(outgoing.url, status, headers['location']);
        if (next === undefined || method === 'POST') {
          return { status, headers, url: outgoing.url.href, body: bytes };
        }
        if (followed === MAX_REDIRECTIONS) {
          throw new OpenGuardError(
            'OG_TRANSPORT_REDIRECT',
            `${settings.server.origin} redirects more than ${MAX_REDIRECTIONS} times; check the path`,
          );
        }
        outgoing = { ...outgoing, url: next };
      } catch (error) {
        await started.destroy(closedError());
        throw error;
      }
      await started.destroy(closedError());
    }
  };

  return {
    send,
    close: async () => {
      closed = true;
      await Promise.all([...active].map((exchange) => exchange.destroy(closedError())));
    },
  };
};
