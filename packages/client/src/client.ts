import type { DocumentItem } from '@openguard/model';
import type { Endpoint, Pair } from '@openguard/protocol';
import {
  createTransport,
  type Transport,
  type TransportOptions,
  type TransportReply,
} from '@openguard/transport';
import { sendThrough, type Call, type Interceptor } from './call.js';
import { functionsOf, type Functions } from './functions.js';
import { withProgress, type Progress } from './progress.js';
import { readReply, type ReplyHead } from './read-reply.js';
import { unzip } from './unzip.js';
import { wholeRefusal } from './whole-refusal.js';

/** A reply: what its head says, and its items one by one, or its bytes as the server wrote them, gzip undone. Read one of the two. */
export interface Reply<I extends DocumentItem = DocumentItem> extends ReplyHead {
  /** What the server calls the scan or map that the reply is held for (OpenGuard-Reference), if it says so. */
  readonly reference?: string;
  /** The time of day where it was answered (Date), in milliseconds since 1970, if it says so. */
  readonly date?: number;
  /** See {@link readReply}. */
  readonly items: () => AsyncGenerator<I, void, undefined>;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** How a call may be ended early, and who is told how far its reply is. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Called with every chunk that the reader takes. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What a client does besides calling. */
export interface ClientOptions {
  /** See {@link Interceptor}; the first is outermost. */
  readonly interceptors?: readonly Interceptor[];
}

/**
 * The typed client of the API: its functions by name, such as `scan` and `scanReportList`.
 *
 * A refusal of the API is an item of the reply, not an error, whatever the HTTP status. A function rejects with
 * `OG_TRANSPORT_…` when there is no reply, or one with another status than 200 and no refusal, and with
 * `OG_AUTH_REFUSED` when the credentials are not accepted; reading the items rejects when the document is not to
 * be trusted.
 */
export interface Client extends Functions {
  /** Calls a function by its endpoint in `@openguard/protocol`, or one of your own. */
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

const isLong = (parameters: readonly Pair[]): boolean =>
  parameters.reduce((length, [name, value]) => length + name.length + value.length + 2, 0) > LONGEST_QUERY;

/** What a body is, in the words of Content-Encoding, once gzip is undone. */
const unpacked = ({ headers, url, body }: TransportReply) => {
  const encoding = headers['content-encoding'] ?? '';
  if (/^\s*(?:x-)?gzip\s*$/i.test(encoding)) return { contentEncoding: '', bytes: unzip(body, url) };
  return { contentEncoding: /^\s*identity\s*$/i.test(encoding) ? '' : encoding, bytes: body };
};

const replyOf = (reply: TransportReply, roots?: readonly string[]): Reply => {
  const { status, headers, url } = reply;
  const { contentEncoding, bytes } = unpacked(reply);
  const head: ReplyHead = { status, url, contentType: headers['content-type'] ?? '', contentEncoding };
  const options = roots === undefined ? {} : { roots };
  const reference = headers['openguard-reference'];
  const date = Date.parse(headers['date'] ?? '');
  return {
    ...head,
    ...(Number.isNaN(date) ? {} : { date }),
    ...(reference === undefined ? {} : { reference }),
    items: () => readReply(bytes, head, options),
    bytes,
  };
};

/** API v2 takes no request without this header, so that no page can make a browser ask. */
const REQUESTED_WITH = { 'x-requested-with': 'OpenGuard' };

const isTransport = (over: Transport | TransportOptions): over is Transport => 'send' in over;

/**
 * Makes a client for a server, `createClient({ server: 'us', credentials })`, or over a transport that is there
 * already, such as the one of `@openguard/client/testing`. Nothing is connected before the first call, and a reply
 * may take hours: only silence is limited.
 *
 * @throws OpenGuardError what `createTransport` throws
 */
export const createClient = (
  over: Transport | TransportOptions,
  { interceptors = [] }: ClientOptions = {},
): Client => {
  const transport = isTransport(over) ? over : createTransport(over);
  const send = async (
    { name, repeatable, method }: Pick<Call, 'name' | 'repeatable'> & { readonly method: 'GET' | 'POST' },
    path: string,
    parameters: readonly Pair[],
    { signal, onProgress }: CallOptions,
    roots?: readonly string[],
  ): Promise<Reply> => {
    const reply = await sendThrough(interceptors, transport, {
      name,
      repeatable,
      request: {
        method: isLong(parameters) ? 'POST' : method,
        path,
        parameters,
        ...(path.startsWith('/api/') ? { headers: REQUESTED_WITH } : {}),
        ...(signal === undefined ? {} : { signal }),
      },
    });
    const body = onProgress === undefined ? reply.body : withProgress(reply.body, onProgress);
    return replyOf({ ...reply, body }, roots);
  };
  const call: Client['call'] = async (endpoint, request, options = {}) => {
    const reply = await send(endpoint, endpoint.path, endpoint.encode(request), options, endpoint.roots);
    return reply.status === 200 && reply.contentEncoding === '' ? reply : wholeRefusal(reply);
  };
  return {
    ...functionsOf(call),
    call,
    get: (path, parameters, options = {}) => {
      const [name = path] = path.split('?', 1);
      // Nobody knows here what a path does.
      return send({ name, repeatable: false, method: 'GET' }, path, parameters, options);
    },
    close: () => transport.close(),
  };
};
