import { unfilled } from '../bytes/unfilled.js';
import { utf8Text, writeUtf8 } from '../bytes/utf8-text.js';

/** Room at first, in bytes, and the most that is kept when a document was written. */
const ROOM = 32 * 1024;
const KEPT = 1024 * 1024;
/** The longest that a letter of a JavaScript string becomes. */
const LONGEST = 3;
/** Texts up to so many letters are gone through one by one; calling what goes through longer ones costs more. */
const SHORT = 40;

const WORD = 4;

/** A few bytes that are written again and again, in words of four, filled up with zeros: one by one takes longer. */
export interface Piece {
  readonly words: Int32Array;
  readonly length: number;
}

const encoder = new TextEncoder();

export const pieceOf = (text: string): Piece => {
  const bytes = encoder.encode(text);
  const words = new Int32Array(Math.ceil(bytes.length / WORD));
  const view = new DataView(words.buffer);
  new Uint8Array(words.buffer).set(bytes);
  for (let i = 0; i < words.length; i += 1) words[i] = view.getInt32(i * WORD, true);
  return { words, length: bytes.length };
};

/** Letters that stand in text as they are, and as one byte: ASCII but markup, and of the controls tab and line feed. */
const PLAIN = new Uint8Array(0x10000);
for (let code = 0x20; code < 0x80; code += 1) PLAIN[code] = 1;
for (const letter of '\t\n') PLAIN[letter.charCodeAt(0)] = 1;
for (const letter of '&<>') PLAIN[letter.charCodeAt(0)] = 0;

/**
 * Collects what is written, as bytes. Joining texts and turning them into bytes afterwards, a detection list takes
 * twice as long to write.
 */
export class ByteSink {
  #bytes = new Uint8Array(ROOM);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Forgets everything. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > KEPT) this.#become(new Uint8Array(ROOM));
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#length;
  }

  /** A piece as it is. */
  put({ words, length }: Piece): void {
    this.#roomFor(words.length * WORD);
    const view = this.#view;
    let at = this.#length;
    for (let i = 0; i < words.length; i += 1) {
      view.setInt32(at, words[i] ?? 0, true);
      at += WORD;
    }
    this.#length += length;
  }

  /** A short text that can stand as it is; of any other, nothing, and false. */
  putPlain(text: string): boolean {
    const { length } = text;
    if (length > SHORT) return false;
    const bytes = this.#roomFor(length);
    const at = this.#length;
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (PLAIN[code] === 0) return false;
      bytes[at + i] = code;
    }
    this.#length += length;
    return true;
  }

  /** A text as it is. */
  putText(text: string): void {
    const bytes = this.#roomFor(text.length * LONGEST);
    this.#length += writeUtf8(text, bytes, this.#length);
  }

  /** Bytes as they are. */
  putBytes(bytes: Uint8Array): void {
    this.#roomFor(bytes.length).set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** All of it, as a text. */
  get text(): string {
    return utf8Text(this.#bytes, 0, this.#length);
  }

  /** Gives all of it away, in bytes of their own, and forgets it. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bytes;
    const length = this.#length;
    if (length * 2 < bytes.length) {
      const copy = bytes.slice(0, length);
      this.clear();
      return copy;
    }
    this.#length = 0;
    this.#become(unfilled(ROOM));
    return bytes.subarray(0, length);
  }

  #roomFor(size: number): Uint8Array {
    const wanted = this.#length + size;
    if (wanted <= this.#bytes.length) return this.#bytes;
    const grown = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#become(grown);
    return grown;
  }

  #become(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
