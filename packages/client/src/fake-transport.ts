import { OpenGuardError } from '@openguard/errors';
import type { Transport, TransportRequest } from '@openguard/transport';

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** What a made-up server answers. */
export interface FakeReply {
  /** The HTTP status; 200 by default. */
  readonly status?: number;
  /** Names in lower case; `text/xml` is the content type unless one stands here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** At once, or chunk by chunk. */
  readonly body?: string | Uint8Array | Chunks;
}

/** A reply; a text alone is its body. */
export type FakeAnswer = string | FakeReply;

/** A transport that connects to nothing, and remembers what it was asked. */
export interface FakeTransport extends Transport {
  readonly requests: readonly TransportRequest[];
}

const bytesOf = (chunk: string | Uint8Array): Uint8Array =>
  typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;

const closedError = (): OpenGuardError =>
  new OpenGuardError('OG_TRANSPORT_CLOSED', 'the transport was closed by this program; make a new one');

/**
 * A transport for tests of programs that use the client: nothing leaves the process. Like the real one, it gives
 * a body once, rejects with the signal's reason when that is aborted, and with `OG_TRANSPORT_CLOSED` when it was
 * closed. An `answer` that throws is a request without a reply.
 */
export const fakeTransport = (
  answer: (request: TransportRequest) => FakeAnswer | Promise<FakeAnswer>,
): FakeTransport => {
  const requests: TransportRequest[] = [];
  let closed = false;

  async function* bodyOf(
    body: string | Uint8Array | Chunks,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of typeof body === 'string' || body instanceof Uint8Array ? [body] : body) {
      signal?.throwIfAborted();
      if (closed) throw closedError();
      yield bytesOf(chunk);
    }
    signal?.throwIfAborted();
  }

  const once = (bytes: AsyncGenerator<Uint8Array, void, undefined>): AsyncIterable<Uint8Array> => {
    let taken = false;
    return {
      [Symbol.asyncIterator]: () => {
        if (taken) throw new TypeError('the body of a reply can be read once');
        taken = true;
        return bytes;
      },
    };
  };

  return {
    requests,
    send: async (request) => {
      request.signal?.throwIfAborted();
      if (closed) throw closedError();
      requests.push(request);
      const given = await answer(request);
      request.signal?.throwIfAborted();
      const { status = 200, headers = {}, body = '' } = typeof given === 'string' ? { body: given } : given;
      return {
        status,
        headers: { 'content-type': 'text/xml', ...headers },
        url: `https://fake.example${request.path}`,
        body: once(bodyOf(body, request.signal)),
      };
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
};

/** The first bytes of a body, after which the connection breaks as it does over a network. */
export async function* cutAfter(bytes: number, body: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytesOf(body).subarray(0, bytes));
  throw new OpenGuardError(
    'OG_REPLY_TRUNCATED',
    `the reply of https://fake.example broke off after ${bytes} bytes and is incomplete; try again`,
  );
}
