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
/** As long as a timer can be. */
const FOR_EVER = 2 ** 31 - 1;

const asError = (error: unknown): Error => (error instanceof Error ? error : new TypeError(String(error)));

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
      let watched: WatchedReply | undefined;
      try {
        const reply = await call({
          signal: signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]),
          ...(onProgress === undefined ? {} : { onProgress }),
        });
        answered = true;
        if (reply.reference !== undefined) know(reply.reference.split(/\s*,\s*/));
        // Others may be silent for as long as the transport allows.
        const bound = reply.reference === undefined ? FOR_EVER : silenceMs;
        watched = watchReply(reply, roots, bound, (error) => silence.abort(error));
        return { whole: await receive(watched.reply) };
      } catch (error) {
        signal?.throwIfAborted();
        return { error: asError(error), refusal: watched?.refusal(), lastedMs: performance.now() - begun };
      }
    },
  };
};

/** What {@link createAttempts} gives. */
export type Attempts<A> = ReturnType<typeof createAttempts<A>>;
