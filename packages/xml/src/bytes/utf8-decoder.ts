import { firstInadmissible } from './admission.js';
import { byteName, joined, NO_BYTES, NOTHING, type Decoded, type Decoder } from './decoder.js';
import { unfinishedTail } from './utf8.js';

/** UTF-8 as it comes: it is looked at, and not copied. */
export class Utf8Decoder implements Decoder {
  /** The beginning of a character whose other bytes have not come. */
  #tail = NO_BYTES;

  decode(chunk: Uint8Array): Decoded {
    const all = joined(this.#tail, chunk);
    const tail = unfinishedTail(all);
    const whole = tail === 0 ? all : all.subarray(0, all.length - tail);
    this.#tail = tail === 0 ? NO_BYTES : new Uint8Array(all.subarray(all.length - tail));
    const wrong = firstInadmissible(whole);
    return { bytes: wrong === undefined ? whole : whole.subarray(0, wrong.position), wrong };
  }

  finish(): Decoded {
    if (this.#tail.length === 0) return NOTHING;
    return { bytes: NO_BYTES, wrong: { kind: 'encoding', found: byteName(this.#tail[0]) } };
  }

  offsetOf(position: number): number {
    return position;
  }

  forget(): void {
    // Nothing is kept.
  }
}
