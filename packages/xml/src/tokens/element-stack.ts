import { NameTable } from './name-table.js';

/** The open elements, as numbers of names. */
export class ElementStack {
  readonly names = new NameTable();
  readonly #ids: number[] = [];
  depth = 0;

  push(id: number): void {
    this.#ids[this.depth] = id;
    this.depth += 1;
  }

  /** The number of the innermost name. */
  get top(): number {
    return this.#ids[this.depth - 1] ?? 0;
  }

  /** The number of the name around the innermost. */
  get around(): number {
    return this.#ids[this.depth - 2] ?? 0;
  }

  pop(): void {
    this.depth -= 1;
  }

  /** Where the name of the innermost element ends, if it stands at `start`; else -1. */
  endOfTop(source: DataView, start: number): number {
    return this.names.endOf(this.#ids[this.depth - 1] ?? 0, source, start);
  }

  /** The name of the element that was closed last. */
  get closed(): string {
    return this.names.texts[this.#ids[this.depth] ?? 0] ?? '';
  }

  /** The open elements, or the outermost of them, as a path such as `/SCAN/IP`; empty text outside the root. */
  path(depth = this.depth): string {
    return this.#ids
      .slice(0, depth)
      .map((id) => `/${this.names.texts[id] ?? ''}`)
      .join('');
  }
}
