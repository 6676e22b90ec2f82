import { OpenGuardError } from '@openguard/errors';
import { STOPS_NOW } from '@openguard/protocol';
import type { Reply } from './client.js';
import { readReply } from './read-reply.js';

/** What a document that refuses says at its end. */
export interface ToldRefusal {
  readonly number?: number;
  /** The server stops, and what was asked for goes on when it runs again. */
  readonly stops: boolean;
}

/** A reply, and what is seen of it while somebody reads it. */
export interface WatchedReply {
  readonly reply: Reply;
  /** The refusal that its last bytes are, if they are one. */
  readonly refusal: () => ToldRefusal | undefined;
}

const ERROR = /<ERROR(?: number="([0-9]{1,9})")?>([^<]*)/g;
/** A refusal is shorter. */
const TAIL = 4000;

const refusalIn = (tail: string): ToldRefusal | undefined => {
  const last = [...tail.matchAll(ERROR)].at(-1);
  if (last === undefined) return undefined;
  const [, number, text = ''] = last;
  return { ...(number === undefined ? {} : { number: Number(number) }), stops: text.startsWith(STOPS_NOW) };
};

/**
 * Watches a reply while it is read: keeps its end in mind, and calls `silent` with the error when nothing comes for
 * so long while its reader waits. A reader that takes its time is not silence.
 */
export const watchReply = (
  reply: Reply,
  roots: readonly string[],
  silenceMs: number,
  silent: (error: OpenGuardError) => void,
): WatchedReply => {
  let tail = '';
  const fallSilent = (): void =>
    silent(
      new OpenGuardError(
        'OG_TRANSPORT_TIMEOUT',
        `${reply.url} fell silent for ${silenceMs / 1000} s, although it says every few seconds that it is there`,
      ),
    );
  async function* watched(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks = reply.bytes[Symbol.asyncIterator]();
    try {
      for (;;) {
        const timer = setTimeout(fallSilent, silenceMs);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done === true) return;
        tail = (tail + Buffer.from(next.value.subarray(-TAIL)).toString('latin1')).slice(-TAIL);
        yield next.value;
      }
    } finally {
      await chunks.return?.();
    }
  }
  const bytes = watched();
  return {
    reply: { ...reply, bytes, items: () => readReply(bytes, reply, { roots }) },
    refusal: () => refusalIn(tail),
  };
};
