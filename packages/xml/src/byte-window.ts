import { firstInadmissible, unfinishedTail, type Inadmissible } from './admission.js';
import { LESS } from './byte.js';

const LF = 0x0a;
const CR = 0x0d;
/** Bytes behind the end that may be read. */
const BEHIND = 8;
const NONE = new Uint8Array(0);

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
};

/**
 * The part of a byte stream that is still needed, in one growing buffer: whole characters that may stand in
 * XML, and nothing else. Line ends are normalised on the way in, as XML 1.0 §2.11 demands, and original
 * offsets can be had back for error messages.
 *
 * Behind the last byte there is always a `<`, so that a loop over text, names or blanks ends without looking
 * at the end, and a few bytes more that may be read and mean nothing.
 */
export class ByteWindow {
  bytes = new Uint8Array(128 * 1024);
  /** The same bytes, to be read four at a time. */
  view = new DataView(this.bytes.buffer);
  /** One past the last byte that may be read. */
  end = 0;
  /** The bytes up to the end. */
  visible: Uint8Array = NONE;
  /** What stands behind the end and may not be in a document; nothing is taken after it. */
  inadmissible: Omit<Inadmissible, 'position'> | undefined;
  #base = 0;
  /** The beginning of a character whose other bytes have not come. */
  #tail: Uint8Array = NONE;
  #afterCarriageReturn = false;
  /** Where, in normalised bytes, a line feed was left out after a carriage return. */
  #dropped: number[] = [];
  #droppedBefore = 0;

  /** Adds bytes; everything before `keep` is forgotten, and what remains moves down by as much. */
  append(chunk: Uint8Array, keep: number): void {
    this.#forget(keep);
    const all = this.#tail.length === 0 ? chunk : joined(this.#tail, chunk);
    const whole = all.subarray(0, all.length - unfinishedTail(all));
    this.#tail = new Uint8Array(all.subarray(whole.length));
    const wrong = firstInadmissible(whole);
    this.inadmissible = wrong;
    this.#take(wrong === undefined ? whole : whole.subarray(0, wrong.position));
  }

  /** No more bytes come: what is left of an unfinished character is wrong. */
  finish(): void {
    if (this.#tail.length > 0) this.inadmissible ??= { kind: 'encoding', found: '' };
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

  #forget(keep: number): void {
    if (keep === 0) return;
    this.bytes.copyWithin(0, keep, this.end);
    this.#base += keep;
    this.end -= keep;
    if (this.#dropped.length === 0) return;
    const kept = this.#dropped.findIndex((place) => place > this.#base);
    const forgotten = kept === -1 ? this.#dropped.length : kept;
    this.#droppedBefore += forgotten;
    this.#dropped = this.#dropped.slice(forgotten);
  }

  #take(chunk: Uint8Array): void {
    this.#reserve(this.end + chunk.length + BEHIND);
    if (this.#afterCarriageReturn || chunk.includes(CR)) {
      this.#takeNormalised(chunk);
    } else {
      this.bytes.set(chunk, this.end);
      this.end += chunk.length;
    }
    this.bytes[this.end] = LESS;
    this.visible = this.bytes.subarray(0, this.end);
  }

  #reserve(size: number): void {
    if (size <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(size, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  #takeNormalised(chunk: Uint8Array): void {
    let from = 0;
    if (this.#afterCarriageReturn && chunk[0] === LF) from = this.#drop(0);
    this.#afterCarriageReturn = chunk.length === 0 ? this.#afterCarriageReturn : chunk.at(-1) === CR;
    while (from < chunk.length) {
      const found = chunk.indexOf(CR, from);
      const to = found === -1 ? chunk.length : found;
      this.bytes.set(chunk.subarray(from, to), this.end);
      this.end += to - from;
      if (found === -1) return;
      this.bytes[this.end] = LF;
      this.end += 1;
      from = chunk[to + 1] === LF ? this.#drop(to + 1) : to + 1;
    }
  }

  #drop(position: number): number {
    this.#dropped.push(this.#base + this.end);
    return position + 1;
  }
}
