import { FRONT } from '../bytes/window-memory.js';
import type { Place } from '../tokens/place.js';
import {
  FATES,
  FOUND,
  FOUND_LEAVES,
  FOUND_NAME,
  FOUND_TOKEN,
  LEAF,
  LEAVES,
  MOST_LEAVES,
  NAMES,
  SKIP,
} from './layout.js';
import { compiledRun } from './run-code.js';

/** Whether numbers stand in a typed array as code of WebAssembly puts them. */
const isLowestFirst = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Goes through elements of a large document that follow one another as they did before, many at a time, in vector
 * code: what is told of them comes as a list. Without that, five fields of a detection list take 1.2 times as long.
 */
export class Run {
  readonly #place: Place;
  #shared: WebAssembly.Memory | undefined;
  #code: ((...numbers: readonly number[]) => number) | undefined;
  #all = new Uint8Array(0);
  #found = new Int32Array(0);
  #leaves = new Int32Array(0);
  /** What the window's memory has of them. */
  #fates: Uint8Array | undefined;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Whether it can go through the window as it is: a limit that may lie within is for others to find. */
  prepare(): boolean {
    const { window, limits } = this.#place;
    if (window.memory.all !== this.#all) this.#move();
    return this.#code !== undefined && window.end < limits.recordBytes;
  }

  /**
   * Begins in the text of an element.
   *
   * @param name the element's, whose fate is not to stop
   * @param around the name of the element around it, if that may end and begin again; else -1
   * @param fates of the elements that stand here, by their names
   * @returns where it stopped, in text or at markup
   */
  from(start: number, name: number, around: number, fates: Uint8Array): number {
    if (this.#code === undefined) return start;
    if (fates !== this.#fates || this.#all[FATES + name] !== fates[name]) {
      this.#all.set(fates, FATES);
      this.#fates = fates;
    }
    return this.#code(start + FRONT, this.#place.window.end + FRONT, name, around + 1) - FRONT;
  }

  /** Where the text begins in which it stopped. */
  get token(): number {
    return (this.#found[FOUND_TOKEN] ?? 0) - FRONT;
  }

  /** The name of the element in which it stopped. */
  get name(): number {
    return this.#found[FOUND_NAME] ?? 0;
  }

  /** How many elements are told that have ended, and how often one around them ended and began again. */
  get leaves(): number {
    return this.#found[FOUND_LEAVES] ?? 0;
  }

  /** Its name; {@link TURN} of an element around: where that ended and began again stands for the text. */
  leafName(leaf: number): number {
    return this.#leaves[leaf * LEAF] ?? 0;
  }

  leafStart(leaf: number): number {
    return (this.#leaves[leaf * LEAF + 1] ?? 0) - FRONT;
  }

  leafEnd(leaf: number): number {
    return (this.#leaves[leaf * LEAF + 2] ?? 0) - FRONT;
  }

  #move(): void {
    const { all, shared } = this.#place.window.memory;
    if (shared !== this.#shared) {
      this.#shared = shared;
      this.#code = shared === undefined || !isLowestFirst ? undefined : compiledRun()?.(shared);
    }
    this.#all = all;
    this.#found = new Int32Array(all.buffer, FOUND, 3);
    this.#leaves = new Int32Array(all.buffer, LEAVES, MOST_LEAVES * LEAF);
    this.#fates = undefined;
  }
}

/** All of what stands here is skipped. */
export const SKIPPED = new Uint8Array(NAMES).fill(SKIP);
