import type { CallOptions, Reply } from './client.js';
import { watchReply, type ToldRefusal, type WatchedReply } from './watch-reply.js';

/** How attempts are made. */
export interface AttemptOptions extends CallOptions {
  /** Told what the server calls what it does, as soon as it says so. */
  readonly onReferences?: (references: readonly string[]) => void;
  /** How long a server that beats may be silent, in milliseconds; a minute. */
  readonly silenceMs?: number;
}

/** What came of an attempt: what was made of the whole reply, or why there is none. */
export type Attempt<A> =
  | { readonly whole: A }
  | { readonly error: Error; readonly refusal: ToldRefusal | undefined; readonly lastedMs: number };

const SILENCE_MS = 60_000;
/** How long whoever leaves waits for the head of a reply, which says what the server has begun. */
const HEAD_MS = 500;
/** As long as a timer can be. */
const FOR_EVER = 2 ** 31 - 1;

const asError = (error: unknown): Error => (error instanceof Error ? error : new TypeError(String(error)));

/**
 * A signal for a call: aborted as soon as the given one is once the head of the reply `hasCome`, and a moment later
 * before that. It follows until `over`.
 */
const following = (
  signal: AbortSignal,
  hasCome: () => boolean,
  headMs: number,
  over: AbortSignal,
): AbortSignal => {
  const left = new AbortController();
  const leave = (): void => left.abort(signal.reason);
  const linger = (): void => {
    if (hasCome()) leave();
    else setTimeout(leave, headMs).unref();
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', linger, { once: true, signal: over });
  return left.signal;
};

/** Makes attempts to receive one job, and keeps in mind what the server calls it. */
export const createAttempts = <A>(
  receive: (reply: Reply) => Promise<A>,
  { signal, onProgress, onReferences, silenceMs = SILENCE_MS }: AttemptOptions,
) => {
  let references: readonly string[] = [];
  let answered = false;
  const know = (known: readonly string[]): void => {
    references = known;
    onReferences?.(known);
  };
  return {
    references: (): readonly string[] => references,
    know,
    /** Whether the server has answered anything yet. */
    answered: (): boolean => answered,
    /** Rejects with nothing but the reason of the signal. */
    make: async (
      roots: readonly string[],
      call: (calling: CallOptions) => Promise<Reply>,
    ): Promise<Attempt<A>> => {
      const begun = performance.now();
      const silence = new AbortController();
      const over = new AbortController();
      let hasCome = false;
      let watched: WatchedReply | undefined;
      try {
        const headMs = references.length === 0 ? HEAD_MS : 0;
        const left = signal === undefined ? [] : [following(signal, () => hasCome, headMs, over.signal)];
        const reply = await call({
          signal: AbortSignal.any([...left, silence.signal]),
          ...(onProgress === undefined ? {} : { onProgress }),
        });
        hasCome = true;
        answered = true;
        if (reply.reference !== undefined) know(reply.reference.split(/\s*,\s*/));
        signal?.throwIfAborted();
        // Others may be silent for as long as the transport allows.
        const bound = reply.reference === undefined ? FOR_EVER : silenceMs;
        watched = watchReply(reply, roots, bound, (error) => silence.abort(error));
        return { whole: await receive(watched.reply) };
      } catch (error) {
        signal?.throwIfAborted();
        return { error: asError(error), refusal: watched?.refusal(), lastedMs: performance.now() - begun };
      } finally {
        over.abort();
      }
    },
  };
};

/** What {@link createAttempts} gives. */
export type Attempts<A> = ReturnType<typeof createAttempts<A>>;
