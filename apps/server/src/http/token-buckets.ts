/** How fast, and how many at once. */
export interface Rate {
  /** Tokens a second; 0 for no bound at all. */
  readonly perSecond: number;
  /** So many may be taken at once after a pause. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More names than this are not remembered: the one that was not seen for longest starts anew. */
const MOST_NAMES = 10_000;

/**
 * Bounds how often something is done, for each name of its own. Unlike windows of fixed length it lets nobody
 * do twice as much around a boundary.
 */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #clock: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param clock milliseconds, which may jump: a step back refills nothing, and takes nothing */
  constructor(rate: Rate, clock: () => number) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Takes a token. 0 when there was one, else the seconds until there will be one, rounded up. */
  take(name: string): number {
    const { perSecond, burst } = this.#rate;
    if (perSecond === 0) return 0;
    const now = this.#clock();
    const { tokens, at } = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
    const enough = filled >= 1;
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens: enough ? filled - 1 : filled, at: now });
    if (this.#buckets.size > MOST_NAMES) this.#forgetOldest();
    return enough ? 0 : Math.max(1, Math.ceil((1 - filled) / perSecond));
  }

  #forgetOldest(): void {
    for (const name of this.#buckets.keys()) {
      this.#buckets.delete(name);
      return;
    }
  }
}
