import { pause } from '../pause.js';
import type { ToldLimits } from './limit-headers.js';

/** How long nothing is tried when a limit on calls at once was passed and none of them is ours, in milliseconds. */
const BACK_OFF_MS = [500, 2000, 5000, 15_000, 30_000] as const;

/** What is known of the limits of one function, shared by all its calls. */
export class Lane {
  #running = 0;
  #limit: number;
  /** How many calls at once are taken while the service says nothing of it. */
  readonly #unsaid: number;
  #remaining: number | undefined;
  #freeAt = 0;
  #blocks = 0;
  #changed = Promise.withResolvers<undefined>();

  /** @param first how many calls may leave at once before any reply has come, and afterwards if none says so */
  constructor(first: number, unsaid: number) {
    this.#limit = first;
    this.#unsaid = unsaid;
  }

  /** How long no call is to leave, in milliseconds. */
  waitMs(now: number): number {
    return Math.max(0, this.#freeAt - now);
  }

  /** Takes a place if there is one. */
  take(now: number): boolean {
    if (this.#running >= this.#limit || now < this.#freeAt) return false;
    // Nobody knows when the count begins anew; one call may find out.
    if (this.#remaining !== undefined && this.#remaining <= 0 && this.#running > 0) return false;
    this.#running += 1;
    if (this.#remaining !== undefined) this.#remaining -= 1;
    return true;
  }

  /** Gives a place back. */
  leave(): void {
    this.#running -= 1;
    this.#tell();
  }

  /** Learns from the head of a reply to a call that still has its place. */
  learn({ concurrency, running = 0, remaining, waitMs = 0 }: ToldLimits, now: number): void {
    this.#blocks = 0;
    if (concurrency !== undefined && concurrency > 0) {
      // The service does not count the call that it answers.
      const others = Math.max(0, running - (this.#running - 1));
      this.#limit = Math.max(1, concurrency - others);
    } else {
      this.#limit = Math.max(this.#limit, this.#unsaid);
    }
    this.#remaining = remaining;
    if (waitMs > 0) this.#freeAt = Math.max(this.#freeAt, now + waitMs);
    this.#tell();
  }

  /** Learns that too many calls ran at once: fewer are made from now on. */
  narrow(now: number): void {
    this.#limit = Math.max(1, Math.min(this.#limit, this.#running) - 1);
    const pauseMs = BACK_OFF_MS[Math.min(this.#blocks, BACK_OFF_MS.length - 1)] ?? 0;
    this.#blocks += 1;
    this.#freeAt = Math.max(this.#freeAt, now + pauseMs);
    this.#tell();
  }

  /** Learns that no call is taken for so long, in milliseconds. */
  rest(ms: number, now: number): void {
    this.#remaining = undefined;
    this.#freeAt = Math.max(this.#freeAt, now + ms);
    this.#tell();
  }

  /** Waits until something has changed, or so many milliseconds. */
  async change(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const over = new AbortController();
    const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    const timer = pause(ms, either).catch((error: unknown) => {
      if (!over.signal.aborted) throw error;
    });
    try {
      await Promise.race([timer, this.#changed.promise]);
    } finally {
      over.abort();
    }
  }

  #tell(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers<undefined>();
    changed.resolve(undefined);
  }
}
