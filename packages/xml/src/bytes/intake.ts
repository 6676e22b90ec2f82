import type { RepairLog } from '../repairs.js';
import { joined, NO_BYTES, NOTHING, type Decoded, type Decoder, type Inadmissible } from './decoder.js';
import { agreementOf, sniff, type Agreement } from './sniff.js';
import { Transcoder } from './transcoder.js';
import { UNITS, type Encoding } from './units.js';
import { Utf8Decoder } from './utf8-decoder.js';

/** Why no more can be taken: something inadmissible, or an encoding that is not read. */
export type Refusal = Inadmissible | { readonly kind: 'refused'; readonly found: string };

/** Characters in UTF-8 that may be in a document, and why none follow, if so. */
export type Taken = Omit<Decoded, 'wrong'> & { readonly wrong: Refusal | undefined };

/**
 * Takes a document's bytes as they come, finds out their encoding, and gives them on in UTF-8. Bytes are held
 * back only while they do not tell their encoding; UTF-8 then passes untouched.
 */
export class Intake {
  readonly #repairs: RepairLog | undefined;
  readonly #isText: boolean;
  #decoder: Decoder | undefined;
  /** Bytes that do not tell their encoding yet. */
  #held = NO_BYTES;
  #encoding: Encoding = 'UTF-8';

  /**
   * @param repairs where repairs are noted; without it nothing is mended
   * @param isText whether the bytes were made of a text, so that what it says of its encoding means nothing
   */
  constructor(repairs?: RepairLog, isText = false) {
    this.#repairs = repairs;
    this.#isText = isText;
    if (isText) this.#decoder = new Utf8Decoder();
  }

  take(chunk: Uint8Array): Taken {
    return this.#decoder === undefined ? this.#sniff(chunk, false) : this.#decoder.decode(chunk);
  }

  /** No more bytes come. */
  finish(): Taken {
    const rest = this.#decoder === undefined ? this.#sniff(NO_BYTES, true) : NOTHING;
    if (rest.wrong !== undefined || this.#decoder === undefined) return rest;
    return { bytes: rest.bytes, wrong: this.#decoder.finish().wrong };
  }

  /** Where in the document a position in all that was given on is. */
  offsetOf(position: number): number {
    return this.#decoder === undefined ? position : this.#decoder.offsetOf(position);
  }

  /** No offset before this position is asked for any more. */
  forget(before: number): void {
    this.#decoder?.forget(before);
  }

  /** The encoding that the document is read in. */
  get encoding(): Encoding {
    return this.#encoding;
  }

  /** How the name of an encoding in the declaration agrees with that. */
  agreement(name: string): Agreement {
    return this.#isText ? 'agrees' : agreementOf(name, this.#encoding);
  }

  #sniff(chunk: Uint8Array, last: boolean): Taken {
    const all = joined(this.#held, chunk);
    const sniffed = sniff(all, last);
    if (sniffed === undefined) {
      this.#held = new Uint8Array(all);
      return NOTHING;
    }
    if ('refused' in sniffed) return { bytes: NO_BYTES, wrong: { kind: 'refused', found: sniffed.refused } };
    this.#held = NO_BYTES;
    this.#encoding = sniffed.encoding;
    const isPlain = sniffed.encoding === 'UTF-8' && this.#repairs === undefined;
    this.#decoder = isPlain ? new Utf8Decoder() : new Transcoder(UNITS[sniffed.encoding], this.#repairs);
    return this.#decoder.decode(all);
  }
}
