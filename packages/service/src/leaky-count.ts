/** More names than this are not remembered: the one that was not counted for longest is forgotten. */
const MOST_NAMES = 10_000;

interface Level {
  readonly value: number;
  readonly at: number;
}

/** Counts what happens under a name, and forgets one of it every `forgetMs` milliseconds. */
export class LeakyCount {
  readonly #forgetMs: number;
  readonly #clock: () => number;
  readonly #levels = new Map<string, Level>();

  constructor(forgetMs: number, clock: () => number) {
    this.#forgetMs = forgetMs;
    this.#clock = clock;
  }

  /** How often it has happened lately. */
  of(name: string): number {
    const { value, at } = this.#levels.get(name) ?? { value: 0, at: 0 };
    return Math.max(0, value - Math.max(0, this.#clock() - at) / this.#forgetMs);
  }

  add(name: string): void {
    const value = this.of(name) + 1;
    this.#levels.delete(name);
    this.#levels.set(name, { value, at: this.#clock() });
    if (this.#levels.size <= MOST_NAMES) return;
    const [oldest] = this.#levels.keys();
    if (oldest !== undefined) this.#levels.delete(oldest);
  }
}
