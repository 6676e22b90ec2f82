import type { RepairLog } from '../repairs.js';
import { isXmlCharacter } from '../characters.js';
import { byteName, codeName, joined, NO_BYTES, NOTHING, type Decoded, type Decoder } from './decoder.js';
import { Offsets } from './offsets.js';
import { putCode } from './utf8.js';

/** The characters of an encoding. */
export interface Units {
  /** Bytes of what begins at `at`, a character or none; 0 when that goes on behind the bytes. */
  readonly lengthAt: (bytes: Uint8Array, at: number) => number;
  /** The character of so many bytes; -1 when they are none. */
  readonly codeAt: (bytes: Uint8Array, at: number, length: number) => number;
  /** How many of the bytes, from the first on, are admissible UTF-8 as they are: all that are whole, or 0. */
  readonly asTheyAre: (bytes: Uint8Array) => number;
}

/** Stands for what could not be read. */
const REPLACEMENT = 0xfffd;
/** A byte becomes three at most: the replacement. */
const GROWTH = 3;

/** Makes UTF-8 of another encoding, character by character, and mends what may be mended. */
export class Transcoder implements Decoder {
  readonly #units: Units;
  readonly #repairs: RepairLog | undefined;
  readonly #offsets = new Offsets();
  #rest = NO_BYTES;
  /** Bytes of the document before the rest. */
  #taken = 0;
  /** Bytes that were made of them. */
  #made = 0;

  /** @param repairs where repairs are noted; without it nothing is mended */
  constructor(units: Units, repairs: RepairLog | undefined) {
    this.#units = units;
    this.#repairs = repairs;
  }

  decode(chunk: Uint8Array): Decoded {
    const source = joined(this.#rest, chunk);
    const same = this.#units.asTheyAre(source);
    if (same > 0) return this.#pass(source, same);
    const bytes = new Uint8Array(source.length * GROWTH);
    let from = 0;
    let to = 0;
    let wrong: Decoded['wrong'];
    while (from < source.length) {
      const length = this.#units.lengthAt(source, from);
      if (length === 0) break;
      let code = this.#units.codeAt(source, from, length);
      if (!isXmlCharacter(code)) {
        const kind = code === -1 ? 'encoding' : 'character';
        const found = code === -1 ? byteName(source[from]) : codeName(code);
        if (this.#repairs === undefined) {
          wrong = { kind, found };
          break;
        }
        this.#repairs.noteCharacter({ kind, found, offset: this.#taken + from });
        code = REPLACEMENT;
      }
      const size = putCode(bytes, to, code);
      this.#offsets.note(this.#made + to, this.#taken + from, size, length);
      from += length;
      to += size;
    }
    this.#rest = new Uint8Array(source.subarray(from));
    this.#taken += from;
    this.#made += to;
    return { bytes: bytes.subarray(0, to), wrong };
  }

  #pass(source: Uint8Array, length: number): Decoded {
    this.#offsets.note(this.#made, this.#taken);
    this.#rest = new Uint8Array(source.subarray(length));
    this.#taken += length;
    this.#made += length;
    return { bytes: source.subarray(0, length), wrong: undefined };
  }

  finish(): Decoded {
    if (this.#rest.length === 0) return NOTHING;
    return { bytes: NO_BYTES, wrong: { kind: 'encoding', found: byteName(this.#rest[0]) } };
  }

  offsetOf(position: number): number {
    return this.#offsets.of(position);
  }

  forget(before: number): void {
    this.#offsets.forget(before);
  }
}
