import { LESS } from './byte.js';
import { findByte } from './find-byte.js';
import type { Intake, Refusal, Taken } from './intake.js';
import { Offsets } from './offsets.js';
import { FRONT, WindowMemory } from './window-memory.js';

const LF = 0x0a;
const CR = 0x0d;
/** Bytes behind the end that may be read: a vector, and one. */
const BEHIND = 17;

/**
 * The part of a document that is still needed, in one growing buffer: whole characters that may stand in XML, in
 * UTF-8, and nothing else. Line ends are normalised on the way in, as XML 1.0 §2.11 demands, and original
 * offsets can be had back for error messages.
 *
 * Behind the last byte there is always a `<`, so that a loop over text, names or blanks ends without looking
 * at the end, and a few bytes more that may be read and mean nothing.
 */
export class ByteWindow {
  readonly memory = new WindowMemory();
  bytes = this.memory.all.subarray(FRONT);
  /** The same bytes, to be read four at a time. */
  view = new DataView(this.memory.all.buffer, FRONT);
  /** One past the last byte that may be read. */
  end = 0;
  /** The bytes up to the end. */
  visible: Uint8Array = this.bytes.subarray(0, 0);
  /** What stands behind the end and may not be in a document; nothing is taken after it. */
  refusal: Refusal | undefined;
  readonly intake: Intake;
  /** Bytes that were forgotten. */
  #base = 0;
  /** Bytes that came, before line ends were normalised. */
  #taken = 0;
  #afterCarriageReturn = false;
  readonly #offsets = new Offsets();

  constructor(intake: Intake) {
    this.intake = intake;
  }

  /** Adds bytes; everything before `keep` is forgotten, and what remains moves down by as much. */
  append(chunk: Uint8Array, keep: number): void {
    this.#forget(keep);
    this.#take(this.intake.take(chunk));
  }

  /** No more bytes come. */
  finish(): void {
    this.#take(this.intake.finish());
  }

  /** The offset, in the document as it came, of a position in `bytes`. */
  offsetOf(position: number): number {
    return this.intake.offsetOf(this.#offsets.of(this.#base + position));
  }

  #forget(keep: number): void {
    if (keep === 0) return;
    this.bytes.copyWithin(0, keep, this.end);
    this.#base += keep;
    this.end -= keep;
    this.intake.forget(this.#offsets.of(this.#base));
    this.#offsets.forget(this.#base);
  }

  #take({ bytes: taken, wrong }: Taken): void {
    this.refusal = wrong;
    const hasMoved = this.memory.share(this.#taken);
    if (this.memory.reserve(this.end + taken.length + BEHIND) || hasMoved) this.#find();
    const first = this.#afterCarriageReturn ? 0 : findByte(taken, CR, 0);
    if (first === -1) {
      this.bytes.set(taken, this.end);
      this.end += taken.length;
    } else {
      this.#normalise(taken, first);
    }
    this.#taken += taken.length;
    this.bytes[this.end] = LESS;
    this.visible = this.bytes.subarray(0, this.end);
  }

  #find(): void {
    const { all } = this.memory;
    this.bytes = all.subarray(FRONT);
    this.view = new DataView(all.buffer, FRONT);
  }

  /** Carriage returns, alone or with a line feed, become line feeds; the first stands at `first`, if not before. */
  #normalise(taken: Uint8Array, first: number): void {
    const { bytes } = this;
    bytes.set(taken.subarray(0, first), this.end);
    let to = this.end + first;
    let after = this.#afterCarriageReturn;
    for (let from = first; from < taken.length; from += 1) {
      const byte = taken[from] ?? 0;
      if (byte === LF && after) {
        this.#offsets.note(this.#base + to, this.#taken + from + 1);
      } else {
        bytes[to] = byte === CR ? LF : byte;
        to += 1;
      }
      after = byte === CR;
    }
    this.#afterCarriageReturn = after;
    this.end = to;
  }
}
