import { FairQueue } from './fair-queue.js';

type Admit = (hasTurn: boolean) => void;

/**
 * Runs tasks, at most `width` at a time. Those that wait do so in lanes: nobody of a lane has a turn while
 * somebody waits in one before it, and at most `places` wait in each.
 */
export class Turnstile {
  #free: number;
  readonly #places: number;
  readonly #lanes: readonly FairQueue<Admit>[];

  constructor(width: number, places = Number.POSITIVE_INFINITY, lanes = 1) {
    this.#free = width;
    this.#places = places;
    this.#lanes = Array.from({ length: lanes }, () => new FairQueue<Admit>());
  }

  /** Runs a task in the order in which they come. */
  async run<A>(task: () => Promise<A>): Promise<A> {
    await this.#turn([]);
    return this.#pass(task);
  }

  /**
   * Runs a task of a source; sources take turns (see {@link FairQueue}). `undefined` when the signal aborts
   * before, or when all places of the lane are taken and no other source has more of them.
   */
  async runFor<A>(
    source: readonly string[],
    task: () => Promise<A>,
    signal?: AbortSignal,
    lane = 0,
  ): Promise<A | undefined> {
    return (await this.#turn(source, signal, lane)) ? this.#pass(task) : undefined;
  }

  #turn(source: readonly string[], signal?: AbortSignal, lane = 0): Promise<boolean> {
    if (signal?.aborted === true) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    const waiting = this.#lanes[lane];
    if (waiting === undefined) return Promise.resolve(false);
    return new Promise((resolve) => {
      const leave = (): void => {
        if (waiting.remove(admit)) resolve(false);
      };
      const admit: Admit = (hasTurn) => {
        signal?.removeEventListener('abort', leave);
        resolve(hasTurn);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(admit, source);
      if (waiting.length > this.#places) waiting.shed()?.(false);
    });
  }

  async #pass<A>(task: () => Promise<A>): Promise<A> {
    try {
      return await task();
    } finally {
      const next = this.#lanes.find(({ length }) => length > 0)?.shift();
      if (next === undefined) this.#free += 1;
      else next(true);
    }
  }
}
