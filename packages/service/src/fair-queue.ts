/**
 * A queue in which sources take turns. A source is a path, such as an address and a user: turns go round among
 * all addresses, and those of an address among its users.
 */
export class FairQueue<A> {
  readonly #items: A[] = [];
  readonly #branches = new Map<string, FairQueue<A>>();

  get length(): number {
    return [...this.#branches.values()].reduce((sum, { length }) => sum + length, this.#items.length);
  }

  push(item: A, [branch, ...rest]: readonly string[]): void {
    if (branch === undefined) {
      this.#items.push(item);
      return;
    }
    const queue = this.#branches.get(branch) ?? new FairQueue<A>();
    this.#branches.set(branch, queue);
    queue.push(item, rest);
  }

  /** Takes out the first item of the source whose turn it is. */
  shift(): A | undefined {
    const [next] = this.#branches;
    if (next === undefined) return this.#items.shift();
    const [branch, queue] = next;
    const item = queue.shift();
    this.#branches.delete(branch);
    if (queue.length > 0) this.#branches.set(branch, queue);
    return item;
  }

  /** Takes out the last item of the source that has most. */
  shed(): A | undefined {
    const [largest] = [...this.#branches].sort(([, a], [, b]) => b.length - a.length);
    if (largest === undefined) return this.#items.pop();
    const [branch, queue] = largest;
    const item = queue.shed();
    if (queue.length === 0) this.#branches.delete(branch);
    return item;
  }

  /** Takes out an item, wherever it stands; false when it is not there. */
  remove(item: A): boolean {
    const at = this.#items.indexOf(item);
    if (at !== -1) return this.#items.splice(at, 1).length > 0;
    for (const [branch, queue] of this.#branches) {
      if (!queue.remove(item)) continue;
      if (queue.length === 0) this.#branches.delete(branch);
      return true;
    }
    return false;
  }
}
