/** Items that wait, each of an account; accounts take turns, and the items of one keep their order. */
export class Turns<A extends { readonly account: string }> {
  readonly #queues = new Map<string, A[]>();

  get length(): number {
    return [...this.#queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  push(item: A): void {
    const queue = this.#queues.get(item.account);
    if (queue === undefined) this.#queues.set(item.account, [item]);
    else queue.push(item);
  }

  /** Takes out the first item of the account whose turn it is, which then stands last. */
  shift(): A | undefined {
    const [next] = this.#queues;
    if (next === undefined) return undefined;
    const [account, queue] = next;
    const item = queue.shift();
    this.#queues.delete(account);
    if (queue.length > 0) this.#queues.set(account, queue);
    return item;
  }

  /** Takes out all items that something holds of. */
  remove(holds: (item: A) => boolean): readonly A[] {
    const removed: A[] = [];
    for (const [account, queue] of this.#queues) {
      const kept = queue.filter((item) => !holds(item));
      removed.push(...queue.filter(holds));
      if (kept.length === 0) this.#queues.delete(account);
      else this.#queues.set(account, kept);
    }
    return removed;
  }
}
