/** Something that a document may not hold and that was mended. */
export interface Repair {
  /** Where it stood in the document, in bytes. */
  readonly offset: number;
  /**
   * - `encoding`: bytes that are no character; U+FFFD stands for them.
   * - `character`: one that XML forbids, also as a reference such as `&#27;`; U+FFFD stands for it.
   * - `reference`: a `&` that begins no reference; it stands for itself.
   */
  readonly kind: 'encoding' | 'character' | 'reference';
  /** What stood there, such as `0xE9`, `U+0001` or `&nbsp;`. */
  readonly found: string;
}

/** What was mended in a document. */
export interface Repairs {
  /** How many there were. */
  readonly count: number;
  /** The first of them, in the document's order. */
  readonly first: readonly Repair[];
}

/** So many repairs are told one by one; all are counted. */
const TOLD = 100;

/** Counts repairs and keeps the first of them. */
export class RepairLog {
  readonly #characters: Repair[] = [];
  readonly #references: Repair[] = [];
  #count = 0;
  #lastReference = -1;

  /** Characters are mended when bytes come in, each once. */
  noteCharacter(repair: Repair): void {
    this.#count += 1;
    if (this.#characters.length < TOLD) this.#characters.push(repair);
  }

  /** References are mended when they are read, in order; a tag that was not complete is read again. */
  noteReference(repair: Repair): void {
    if (repair.offset <= this.#lastReference) return;
    this.#lastReference = repair.offset;
    this.#count += 1;
    if (this.#references.length < TOLD) this.#references.push(repair);
  }

  /** What was mended so far; undefined when nothing was. */
  get repairs(): Repairs | undefined {
    if (this.#count === 0) return undefined;
    const first = [...this.#characters, ...this.#references].sort((a, b) => a.offset - b.offset);
    return { count: this.#count, first: first.slice(0, TOLD) };
  }
}
