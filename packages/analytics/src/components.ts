/** Which of some numbered things hang together. */
export class Components {
  readonly #parent: number[] = [];

  /** Takes in the next thing, which hangs together with nothing yet; gives its number. */
  add(): number {
    this.#parent.push(this.#parent.length);
    return this.#parent.length - 1;
  }

  join(one: number, other: number): void {
    const [first, second] = [this.#rootOf(one), this.#rootOf(other)];
    // The lower number leads, so that the order of joining does not show.
    this.#parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** The components in the order of their first things, each in the order of its things. */
  list(): readonly (readonly number[])[] {
    const components = new Map<number, number[]>();
    for (const number of this.#parent.keys()) {
      const root = this.#rootOf(number);
      const component = components.get(root);
      if (component === undefined) components.set(root, [number]);
      else component.push(number);
    }
    return [...components.values()];
  }

  #rootOf(number: number): number {
    let at = number;
    for (;;) {
      const parent = this.#parent[at] ?? at;
      if (parent === at) return at;
      const above = this.#parent[parent] ?? parent;
      this.#parent[at] = above;
      at = above;
    }
  }
}
