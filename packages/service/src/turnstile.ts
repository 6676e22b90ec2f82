import { FairQueue } from './fair-queue.js';

type Admit = (hasTurn: boolean) => void;

/** Runs tasks, at most `width` at a time. At most `places` wait for their turn. */
export class Turnstile {
  #free: number;
  readonly #places: number;
  readonly #waiting = new FairQueue<Admit>();

  constructor(width: number, places = Number.POSITIVE_INFINITY) {
    this.#free = width;
    this.#places = places;
  }

  /** Runs a task in the order in which they come. */
  async run<A>(task: () => Promise<A>): Promise<A> {
    await this.#turn([]);
    return this.#pass(task);
  }

  /**
   * Runs a task of a source; sources take turns (see {@link FairQueue}). `undefined` when the signal aborts
   * before, or when all places are taken and no other source has more of them.
   */
  async runFor<A>(
    source: readonly string[],
    task: () => Promise<A>,
    signal?: AbortSignal,
  ): Promise<A | undefined> {
    return (await this.#turn(source, signal)) ? this.#pass(task) : undefined;
  }

  #turn(source: readonly string[], signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted === true) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const leave = (): void => {
        if (this.#waiting.remove(admit)) resolve(false);
      };
      const admit: Admit = (hasTurn) => {
        signal?.removeEventListener('abort', leave);
        resolve(hasTurn);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(admit, source);
      if (this.#waiting.length > this.#places) this.#waiting.shed()?.(false);
    });
  }

  async #pass<A>(task: () => Promise<A>): Promise<A> {
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next(true);
    }
  }
}
