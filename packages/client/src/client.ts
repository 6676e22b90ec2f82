import type { DocumentItem } from '@openguard/model';
import type { Endpoint, Pair } from '@openguard/protocol';
import type { Transport, TransportReply } from '@openguard/transport';
import { checkStatus } from './check-status.js';
import { readItems } from './read-items.js';

/** A reply: where it came from, its items one by one, or its bytes exactly as received. Read one of the two. */
export interface Reply {
  readonly url: string;
  readonly contentType: string;
  readonly items: () => AsyncGenerator<DocumentItem, void, undefined>;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** How a call may be ended early. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** The typed client of the API. */
export interface Client {
  /**
   * Calls a function of the API, such as `scan` of `@openguard/protocol`. A refusal of the API is an item of
   * the reply, not an error. Rejects with `OG_TRANSPORT_…` when there is no reply and `OG_AUTH_REFUSED` when
   * the credentials are not accepted; reading the items rejects when the document is not to be trusted.
   */
  readonly call: <R>(endpoint: Endpoint<R>, request: R, options?: CallOptions) => Promise<Reply>;
  /** Makes any authenticated request on the server; `path` begins with a slash. */
  readonly get: (path: string, parameters: readonly Pair[], options?: CallOptions) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

/** Longest query that goes into a URL; longer requests are posted, since servers bound their request line. */
const LONGEST_QUERY = 4000;

const methodFor = (parameters: readonly Pair[]): 'GET' | 'POST' =>
  parameters.reduce((length, [name, value]) => length + name.length + value.length + 2, 0) > LONGEST_QUERY
    ? 'POST'
    : 'GET';

const replyOf = (reply: TransportReply, roots: readonly string[] | undefined): Reply => ({
  url: reply.url,
  contentType: reply.headers['content-type'] ?? '',
  items: () => readItems(reply.body, reply.url, roots === undefined ? {} : { roots }),
  bytes: reply.body,
});

/** Makes a client over a transport (see `createTransport`), or over any other that behaves like one. */
export const createClient = (transport: Transport): Client => {
  const send = async (
    path: string,
    parameters: readonly Pair[],
    { signal }: CallOptions,
    roots?: readonly string[],
  ): Promise<Reply> => {
    const method = methodFor(parameters);
    const reply = await transport.send({
      method,
      path,
      parameters,
      ...(signal === undefined ? {} : { signal }),
    });
    checkStatus(reply);
    return replyOf(reply, roots);
  };
  return {
    call: (endpoint, request, options = {}) =>
      send(endpoint.path, endpoint.encode(request), options, endpoint.roots),
    get: (path, parameters, options = {}) => send(path, parameters, options),
    close: () => transport.close(),
  };
};
