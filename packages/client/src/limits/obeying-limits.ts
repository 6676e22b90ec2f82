import { OpenGuardError } from '@openguard/errors';
import type { TransportReply } from '@openguard/transport';
import type { Call, Interceptor } from '../call.js';
import { examine, type Block } from './block.js';
import { Lane } from './lane.js';
import { toldLimits } from './limit-headers.js';

/** What is waited for. */
export interface LimitWait {
  /** The function that has to wait. */
  readonly name: string;
  readonly reason: Block['reason'];
  readonly ms: number;
}

/** How limits are obeyed. */
export interface LimitOptions {
  /** How long a call waits for a limit in all, in milliseconds; ten minutes. What would take longer is told at once. */
  readonly patienceMs?: number;
  /** Calls at once of a function of API v2 while the service does not say how many it takes; 2. */
  readonly concurrency?: number;
  readonly onWait?: (wait: LimitWait) => void;
}

const PATIENCE_MS = 600_000;
const CONCURRENCY = 2;
/** The wait for a rate of which nothing is said. */
const UNSAID_MS = 60_000;
/** As long as a timer can be. */
const FOR_EVER = 2 ** 31 - 1;

const limitError = ({ name }: Call, ms: number): OpenGuardError =>
  new OpenGuardError(
    'OG_API_LIMIT',
    `${name}: the service takes no further call for ${Math.ceil(ms / 1000)} s, which is longer than is waited here; come back at ${new Date(Date.now() + ms).toISOString()}`,
  );

/** The same body, whose end, whatever it is, gives a place back. */
const leaving = (body: AsyncIterable<Uint8Array>, leave: () => void): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => {
    const chunks = body[Symbol.asyncIterator]();
    return {
      next: async () => {
        try {
          const next = await chunks.next();
          if (next.done === true) leave();
          return next;
        } catch (error) {
          leave();
          throw error;
        }
      },
      return: async () => {
        leave();
        await chunks.return?.();
        return { done: true, value: undefined };
      },
    };
  },
});

/**
 * Obeys the limits of a service on how many calls of a function may run at once and how many may be made in a while.
 * What any call learns of them, from the headers of its reply or from HTTP 409 with codes 1960 and 1965, holds for
 * all that go through this interceptor. A call that was not taken waits as long as the service says and is sent again
 * if it is repeatable; the refusal of any other is its reply. A call rejects with `OG_API_LIMIT`, which says when to
 * come back, once it would wait longer than the patience. A place is given back when a reply has been read to its
 * end, or left.
 */
export const obeyingLimits = ({
  patienceMs = PATIENCE_MS,
  concurrency = CONCURRENCY,
  onWait = () => undefined,
}: LimitOptions = {}): Interceptor => {
  const lanes = new Map<string, Lane>();
  const laneOf = ({ request }: Call): Lane => {
    const [path = ''] = request.path.split('?', 1);
    // Functions of the first generation that say nothing have no limit that is known, and may be held for hours.
    const fresh = path.startsWith('/api/') ? new Lane(1, concurrency) : new Lane(FOR_EVER, FOR_EVER);
    const lane = lanes.get(path) ?? fresh;
    lanes.set(path, lane);
    return lane;
  };

  /** Waits for a place, and tells how much of the patience is left: what our own calls take costs none. */
  const enter = async (lane: Lane, call: Call, patience: number): Promise<number> => {
    const { signal } = call.request;
    for (let left = patience; ;) {
      signal?.throwIfAborted();
      const now = Date.now();
      if (lane.take(now)) return left;
      const ms = lane.waitMs(now);
      if (ms > left) throw limitError(call, ms);
      await lane.change(ms === 0 ? FOR_EVER : ms, signal);
      if (ms > 0) left -= Date.now() - now;
    }
  };

  const heed = (lane: Lane, call: Call, { reason, waitMs }: Block, patience: number): void => {
    if (reason === 'concurrency') lane.narrow(Date.now());
    else lane.rest(waitMs ?? UNSAID_MS, Date.now());
    const ms = lane.waitMs(Date.now());
    if (ms <= patience && call.repeatable) onWait({ name: call.name, reason, ms });
  };

  return async (call, next) => {
    const lane = laneOf(call);
    let patience = patienceMs;
    for (;;) {
      patience = await enter(lane, call, patience);
      let isIn = true;
      const leave = (): void => {
        if (isIn) lane.leave();
        isIn = false;
      };
      let blocked: Block | undefined;
      let reply: TransportReply;
      try {
        const examined = await examine(await next(call));
        ({ reply, block: blocked } = examined);
      } catch (error) {
        leave();
        throw error;
      }
      if (blocked === undefined) {
        lane.learn(toldLimits(reply), Date.now());
        return { ...reply, body: leaving(reply.body, leave) };
      }
      heed(lane, call, blocked, patience);
      leave();
      if (!call.repeatable) return reply;
    }
  };
};
