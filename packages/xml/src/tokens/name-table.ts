/** Slots of the hash table at first: two to this power. */
const POWER = 8;
/** Spreads the bits of a hash over its highest ones (Fibonacci hashing). */
const SPREAD = 0x9e3779b1;

/**
 * What the bytes of a name are multiplied with for their hash. Odd, and another in each process, so that nobody
 * can write a document whose names all have the same.
 */
export const HASH_FACTOR = Math.floor(Math.random() * 0x80000000) | 1;

/** Masks for the bytes of a last word that belong to a name, by how many they are; 0 means all four. */
const MASKS = [-1, 0xff, 0xffff, 0xffffff] as const;

/** The same text as JavaScript itself keeps those of a program: comparing it with one of them is comparing addresses. */
const internal = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/**
 * The names of a document, each a number: bytes are compared with bytes, four at a time, and a name becomes a
 * string once, however often it stands in the document.
 */
export class NameTable {
  /** The names by their numbers. */
  readonly texts: string[] = [];
  readonly #hashes: number[] = [];
  readonly #lengths: number[] = [];
  /** Where the words of each name begin; one more than there are names. */
  readonly #starts: number[] = [0];
  /** Which bytes of its last word belong to each name. */
  readonly #masks: number[] = [];
  /** The bytes of the names in words of four, lowest byte first, filled up with zeros. */
  #words = new Int32Array(1024);
  /** Numbers by hash, plus one; 0 is free. */
  #slots = new Int32Array(2 ** POWER);
  /** By how much a hash is shifted for its slot. */
  #shift = 32 - POWER;

  /**
   * Where the name of this number ends, if it stands at `start`; else -1. What follows may belong to a longer
   * name. Three bytes behind the name are read, and must be there.
   */
  endOf(id: number, source: DataView, start: number): number {
    const words = this.#words;
    const last = (this.#starts[id + 1] ?? 0) - 1;
    let i = start;
    let word = this.#starts[id] ?? 0;
    for (; word < last; word += 1) {
      if (source.getInt32(i, true) !== words[word]) return -1;
      i += 4;
    }
    const differs = (source.getInt32(i, true) ^ (words[word] ?? 0)) & (this.#masks[id] ?? 0);
    return differs === 0 ? start + (this.#lengths[id] ?? 0) : -1;
  }

  /** The number of a name that is known; -1 of one that is not. */
  find(hash: number, source: DataView, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = Math.imul(hash, SPREAD) >>> this.#shift; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] ?? 0) - 1;
      if (id === -1) return -1;
      if (this.#lengths[id] === end - start && this.endOf(id, source, start) !== -1) return id;
    }
  }

  /** Takes up a name that is not known yet. */
  add(hash: number, source: DataView, start: number, end: number, text: string): number {
    const id = this.texts.length;
    const length = end - start;
    const mask = MASKS[length & 3] ?? -1;
    const from = this.#starts[id] ?? 0;
    const to = from + Math.ceil(length / 4);
    this.#reserve(to);
    for (let word = from, i = start; word < to; word += 1, i += 4) {
      this.#words[word] = source.getInt32(i, true) & (word === to - 1 ? mask : -1);
    }
    this.#starts.push(to);
    this.#lengths.push(length);
    this.#masks.push(mask);
    this.texts.push(internal(text));
    this.#hashes.push(hash);
    if (this.texts.length * 2 > this.#slots.length) this.#grow();
    else this.#insert(id, hash);
    return id;
  }

  #reserve(size: number): void {
    if (size <= this.#words.length) return;
    const grown = new Int32Array(size * 2);
    grown.set(this.#words);
    this.#words = grown;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#shift -= 1;
    for (const [id, hash] of this.#hashes.entries()) this.#insert(id, hash);
  }

  #insert(id: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = Math.imul(hash, SPREAD) >>> this.#shift;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = id + 1;
  }
}
