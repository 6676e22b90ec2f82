import type { ServerResponse } from 'node:http';
import type { HeldAnswer } from './api-function.js';
import { beatOf } from './beat.js';

/** A connection must carry something at least every 15 s, or what stands between takes it for dead. */
const BEAT_MS = 5000;
const LOOK_MS = 100;
/** So many beats are written in a row; then others have their turn, such as those who list. */
const BEATS_AT_ONCE = 256;
/** How long connections that have got their end may take to read it when the server stops. */
const FAREWELL_MS = 2000;

interface Held {
  readonly reply: ServerResponse;
  readonly answer: HeldAnswer;
  due: number;
}

/** Waits for an event of a reply, or for its end. */
const either = (reply: ServerResponse, event: 'drain' | 'finish'): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      reply.off(event, go).off('close', go);
      resolve();
    };
    reply.once(event, go).once('close', go);
    if (reply.destroyed) go();
  });

/**
 * The connections whose clients wait. They cost as little as can be: one timer beats for all of them, with comments
 * that are legal before the root, and never waits for one whose client takes nothing.
 */
export const createHeldConnections = () => {
  const waiting = new Set<Held>();
  const ending = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const beat = (): void => {
    const now = performance.now();
    let left = BEATS_AT_ONCE;
    // Who had its beat goes to the end, so that who is due stands in front.
    for (const held of waiting) {
      if (held.due > now || left === 0) return;
      left -= 1;
      held.due = now + BEAT_MS;
      waiting.delete(held);
      waiting.add(held);
      const { reply, answer } = held;
      if (reply.writableLength === 0) reply.write(beatOf(answer));
    }
  };
  const forget = (held: Held): void => {
    waiting.delete(held);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  const isGone = (reply: ServerResponse): boolean => reply.destroyed;

  const end = async (held: Held, { rest }: HeldAnswer): Promise<boolean> => {
    const { reply } = held;
    try {
      const pieces = await rest;
      forget(held);
      if (isGone(reply)) return false;
      for await (const piece of pieces) {
        if (!reply.write(piece)) await either(reply, 'drain');
        // A client that goes in the middle is nobody's fault.
        if (isGone(reply)) return false;
      }
      reply.end();
      if (!reply.writableFinished) await either(reply, 'finish');
      return reply.writableFinished;
    } catch (error) {
      // What has begun can only be broken off, so that the log alone can say why.
      reply.destroy();
      throw error;
    } finally {
      forget(held);
    }
  };

  return {
    /** Holds a reply whose head is written until the answer is there; `failed` gets what prevents that. */
    hold: (reply: ServerResponse, answer: HeldAnswer, failed: (error: unknown) => void): void => {
      reply.write(answer.head);
      const held: Held = { reply, answer, due: performance.now() + BEAT_MS };
      waiting.add(held);
      timer ??= setInterval(beat, LOOK_MS);
      let left = false;
      const leave = (complete: boolean): void => {
        if (!left) answer.left(complete);
        left = true;
        forget(held);
      };
      reply.once('close', () => {
        if (!reply.writableFinished) leave(false);
      });
      const ended = end(held, answer)
        .then(leave)
        .catch((error: unknown) => {
          leave(false);
          failed(error);
        })
        .finally(() => ending.delete(ended));
      ending.add(ended);
    },
    /** Waits a moment for clients to read what they were told at the end. */
    finish: async (): Promise<void> => {
      const moment = new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref());
      await Promise.race([Promise.all(ending), moment]);
    },
  };
};

/** What {@link createHeldConnections} gives. */
export type HeldConnections = ReturnType<typeof createHeldConnections>;
