import type { Dispatcher } from 'undici';
import { createBody, type IncomingBody } from './body.js';
import { describeFailure } from './failure.js';
import { openLine } from './line.js';
import type { Settings } from './options.js';
import type { Outgoing } from './outgoing.js';

/** What came back, once its headers are there. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** One request and its reply, on a connection of their own. */
export interface Exchange {
  readonly answer: Promise<Answer>;
  /** Ends it at once, if it has not ended; whoever waits for it gets the error. */
  readonly destroy: (error: Error) => Promise<void>;
}

type IncomingHeaders = Readonly<Record<string, string | string[] | undefined>>;

const joined = (headers: IncomingHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new TypeError(String(reason));

/**
 * Sends a request.
 *
 * @param ended is called once, when the connection is no longer needed
 */
export const startExchange = (
  settings: Settings,
  outgoing: Outgoing,
  signal: AbortSignal | undefined,
  ended: () => void,
): Exchange => {
  const line = openLine(settings);
  let body: IncomingBody | undefined;
  let closing: Promise<void> | undefined;
  let resolve: (answer: Answer) => void;
  let reject: (error: Error) => void;
  const answer = new Promise<Answer>((yes, no) => {
    resolve = yes;
    reject = no;
  });

  const close = (): Promise<void> => {
    if (closing === undefined) {
      signal?.removeEventListener('abort', onAbort);
      closing = Promise.resolve().then(() => {
        ended();
        return line.destroy();
      });
    }
    return closing;
  };
  const fail = (reason: unknown): Promise<void> => {
    const circumstances = { ...settings, where: settings.server.origin };
    if (body === undefined) reject(asError(describeFailure(reason, circumstances)));
    else body.fail(asError(describeFailure(reason, { ...circumstances, received: body.received() })));
    return close();
  };
  const onAbort = (): void => {
    // Who waits asks the signal for its reason, which may be any value.
    reject(new Error('aborted'));
    body?.wake();
    void close();
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: () => undefined,
    onResponseStart: (controller, status, headers) => {
      if (status < 200) return;
      body = createBody(
        {
          pause: () => controller.pause(),
          resume: () => {
            if (closing === undefined) controller.resume();
          },
          cancel: () => void close(),
        },
        signal,
      );
      resolve({ status, headers: joined(headers), bytes: body.bytes });
    },
    onResponseData: (_controller, chunk) => body?.push(chunk),
    onResponseEnd: () => {
      const broken = line.brokenBy();
      if (broken !== undefined) {
        void fail(broken);
        return;
      }
      body?.end();
      void close();
    },
    onResponseError: (_controller, error) => void fail(error),
  };

  signal?.addEventListener('abort', onAbort, { once: true });
  line.dispatcher.dispatch(
    {
      origin: outgoing.url.origin,
      path: outgoing.url.pathname + outgoing.url.search,
      method: outgoing.method,
      headers: outgoing.headers,
      body: outgoing.body,
    },
    handler,
  );
  return { answer, destroy: fail };
};
