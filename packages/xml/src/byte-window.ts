import { isSuspicious } from './suspicion.js';

const LF = 0x0a;
const CR = 0x0d;

/**
 * The part of a byte stream that is still needed, in one growing buffer. Line ends are normalised on the way
 * in, as XML 1.0 §2.11 demands, and original offsets can be had back for error messages.
 */
export class ByteWindow {
  bytes = new Uint8Array(128 * 1024);
  /** First byte that is still needed. */
  start = 0;
  /** One past the last byte. */
  end = 0;
  /** Whether anything so far may be a character that XML forbids. */
  suspicious = false;
  #base = 0;
  #afterCarriageReturn = false;
  #dropped: number[] = [];
  #droppedBefore = 0;

  /** Adds bytes; everything before `start` is forgotten. Returns how far remaining bytes moved down. */
  append(chunk: Uint8Array): number {
    const shift = this.start;
    if (shift > 0) this.#forget();
    this.#reserve(this.end + chunk.length);
    if (!this.suspicious) this.suspicious = isSuspicious(chunk);
    if (this.#afterCarriageReturn || chunk.includes(CR)) {
      this.#appendNormalised(chunk);
    } else {
      this.bytes.set(chunk, this.end);
      this.end += chunk.length;
    }
    return shift;
  }

  /** The offset, in the stream as it came, of a position in `bytes`. */
  offsetOf(position: number): number {
    const normalised = this.#base + position;
    let dropped = this.#droppedBefore;
    for (const place of this.#dropped) {
      if (place > normalised) break;
      dropped += 1;
    }
    return normalised + dropped;
  }

  #forget(): void {
    this.bytes.copyWithin(0, this.start, this.end);
    this.#base += this.start;
    this.end -= this.start;
    this.start = 0;
    const kept = this.#dropped.findIndex((place) => place > this.#base);
    const forgotten = kept === -1 ? this.#dropped.length : kept;
    this.#droppedBefore += forgotten;
    if (forgotten > 0) this.#dropped = this.#dropped.slice(forgotten);
  }

  #reserve(size: number): void {
    if (size <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(size, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }

  #appendNormalised(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === LF && this.#afterCarriageReturn) {
        this.#dropped.push(this.#base + this.end);
      } else {
        this.bytes[this.end] = byte === CR ? LF : byte;
        this.end += 1;
      }
      this.#afterCarriageReturn = byte === CR;
    }
  }
}
