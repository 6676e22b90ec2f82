import type { DocumentItem } from '@openguard/model';
import type { Endpoint, Pair } from '@openguard/protocol';
import type { Transport, TransportReply } from '@openguard/transport';
import { readReply, type ReplyHead } from './read-reply.js';
import { wholeRefusal } from './whole-refusal.js';

/** A reply: what its head says, and its items one by one, or its bytes exactly as received. Read one of the two. */
export interface Reply extends ReplyHead {
  /** See {@link readReply}. */
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
   * the reply, not an error, whatever the HTTP status. Rejects with `OG_TRANSPORT_…` when there is no reply, or
   * one with another status than 200 and no refusal, and with `OG_AUTH_REFUSED` when the credentials are not
   * accepted; reading the items rejects when the document is not to be trusted.
   */
  readonly call: <R>(endpoint: Endpoint<R>, request: R, options?: CallOptions) => Promise<Reply>;
  /**
   * Makes any authenticated request on the server; `path` begins with a slash. Every HTTP status is a reply, and
   * its bytes are there to be read; reading its items minds the status.
   */
  readonly get: (path: string, parameters: readonly Pair[], options?: CallOptions) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

/** Longest query that goes into a URL; longer requests are posted, since servers bound their request line. */
const LONGEST_QUERY = 4000;

const methodFor = (parameters: readonly Pair[]): 'GET' | 'POST' =>
  parameters.reduce((length, [name, value]) => length + name.length + value.length + 2, 0) > LONGEST_QUERY
    ? 'POST'
    : 'GET';

const replyOf = ({ status, headers, url, body }: TransportReply, roots?: readonly string[]): Reply => {
  const encoding = headers['content-encoding'] ?? '';
  const head: ReplyHead = {
    status,
    url,
    contentType: headers['content-type'] ?? '',
    contentEncoding: /^\s*identity\s*$/i.test(encoding) ? '' : encoding,
  };
  const options = roots === undefined ? {} : { roots };
  return { ...head, items: () => readReply(body, head, options), bytes: body };
};

/** Makes a client over a transport (see `createTransport`), or over any other that behaves like one. */
export const createClient = (transport: Transport): Client => {
  const send = async (
    path: string,
    parameters: readonly Pair[],
    { signal }: CallOptions,
    roots?: readonly string[],
  ): Promise<Reply> => {
    const reply = await transport.send({
      method: methodFor(parameters),
      path,
      parameters,
      ...(signal === undefined ? {} : { signal }),
    });
    return replyOf(reply, roots);
  };
  return {
    call: async (endpoint, request, options = {}) => {
      const reply = await send(endpoint.path, endpoint.encode(request), options, endpoint.roots);
      return reply.status === 200 && reply.contentEncoding === '' ? reply : wholeRefusal(reply);
    },
    get: (path, parameters, options = {}) => send(path, parameters, options),
    close: () => transport.close(),
  };
};
