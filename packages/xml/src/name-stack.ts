/** The names of the open elements, as bytes: inside records no name becomes a string. */
export class NameStack {
  #bytes = new Uint8Array(4096);
  readonly #ends: number[] = [];

  get depth(): number {
    return this.#ends.length;
  }

  push(source: Uint8Array, start: number, end: number): void {
    const from = this.#ends.at(-1) ?? 0;
    const to = from + end - start;
    if (to > this.#bytes.length) {
      const grown = new Uint8Array(to * 2);
      grown.set(this.#bytes.subarray(0, from));
      this.#bytes = grown;
    }
    for (let i = start, j = from; i < end; i += 1, j += 1) this.#bytes[j] = source[i] ?? 0;
    this.#ends.push(to);
  }

  /** Takes the top off if it is this name; false, and nothing happens, if it is another. */
  popIf(source: Uint8Array, start: number, end: number): boolean {
    const to = this.#ends.at(-1) ?? 0;
    const from = this.#ends.at(-2) ?? 0;
    if (to - from !== end - start) return false;
    for (let i = start, j = from; i < end; i += 1, j += 1) if (this.#bytes[j] !== source[i]) return false;
    this.#ends.pop();
    return true;
  }

  pop(): void {
    this.#ends.pop();
  }

  /** The open elements as a path such as `/SCAN/IP`; empty text outside the root. */
  path(): string {
    const decoder = new TextDecoder();
    return this.#ends
      .map((end, index) => `/${decoder.decode(this.#bytes.subarray(this.#ends[index - 1] ?? 0, end))}`)
      .join('');
  }
}
