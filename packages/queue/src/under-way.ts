import { keyOf, type Interruption, type Perform, type QueuedBatch } from './queue.js';

interface Entry {
  readonly batch: QueuedBatch;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** The batches that this process works on. */
export class UnderWay {
  readonly #entries = new Map<string, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  has(batch: QueuedBatch): boolean {
    return this.#entries.has(keyOf(batch));
  }

  /** Begins a batch. Resolves when it has ended, to why it was interrupted, if it was. */
  async run(
    batch: QueuedBatch,
    perform: Perform,
    unexpected: (error: unknown) => void,
  ): Promise<Interruption | undefined> {
    const stop = new AbortController();
    const ended = perform(batch, stop.signal).catch(unexpected);
    this.#entries.set(keyOf(batch), { batch, stop, ended });
    await ended;
    this.#entries.delete(keyOf(batch));
    return stop.signal.aborted ? (stop.signal.reason as Interruption) : undefined;
  }

  /** Interrupts some, and resolves when they have ended. */
  async interrupt(reason: Interruption, which: (batch: QueuedBatch) => boolean): Promise<void> {
    const chosen = [...this.#entries.values()].filter(({ batch }) => which(batch));
    for (const { stop } of chosen) stop.abort(reason);
    await Promise.all(chosen.map(({ ended }) => ended));
  }
}
