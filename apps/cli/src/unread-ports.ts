import type { DocumentItem } from '@openguard/model';
import { printable } from '@openguard/render';

/** Findings whose document gives them a port that is none: they stand without one, which people are told. */
export class UnreadPorts {
  #count = 0;
  #first = '';

  take(item: DocumentItem): void {
    if (item.kind !== 'finding' || item.unreadPort === undefined) return;
    if (this.#count === 0)
      this.#first = printable(`${JSON.stringify(item.unreadPort.slice(0, 40))}, ${item.id} on ${item.ip}`);
    this.#count += 1;
  }

  /** What to say of them; undefined where there are none. */
  warning(): string | undefined {
    if (this.#count === 0) return undefined;
    return this.#count === 1
      ? `1 finding has a port that is no number of a port, and counts as having none: ${this.#first}`
      : `${this.#count} findings have ports that are no numbers of ports, and count as having none; the first: ${this.#first}`;
  }
}
