import { GREATER, OPEN_BRACKET } from '../bytes/byte.js';
import type { ByteWindow } from '../bytes/byte-window.js';

/** Up to here an unfinished token is read again whenever it may be finished; beyond, when it has doubled. */
const SMALL = 1024;

/**
 * Says when a token that was not complete is worth being read again: reading it costs its length, and however
 * small the pieces are, all that together is to stay in proportion to it.
 */
export class Patience {
  /** Bytes of the token when it was last read. */
  #tried = 0;

  /** Whether the token that begins at `start` is to be read; if it reaches beyond `bound`, it is. */
  isOver(window: ByteWindow, start: number, bound: number): boolean {
    const length = window.end - start;
    if (this.#tried === 0 || length >= this.#tried * 2 || window.end > bound) return true;
    if (length > SMALL) return false;
    const added = window.bytes.subarray(start + this.#tried, window.end);
    return added.includes(GREATER) || added.includes(OPEN_BRACKET);
  }

  /** The token was read, and was not complete. */
  wait(window: ByteWindow, start: number): void {
    this.#tried = window.end - start;
  }

  /** The token was complete. */
  end(): void {
    this.#tried = 0;
  }
}
