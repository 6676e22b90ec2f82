import type { DocumentItem } from '@openguard/model';
import { printable } from '@openguard/render';

/** A port beside a finding or in the heading above it; elements that were not read have theirs elsewhere. */
const OF_PORT =
  /(?:\/(?:DETECTION|VULN_INFO|VULNINFO)\/PORT|\/(?:VULNS|PRACTICES|SERVICES|INFOS)\/CAT\/@port)$/;

/** Findings whose document gives them a port that is none: they stand without one, which people are told. */
export class UnreadPorts {
  #count = 0;
  #first = '';

  take(item: DocumentItem): void {
    if (item.kind !== 'finding' || item.port !== undefined) return;
    const notice = item.notices?.find(({ path }) => OF_PORT.test(path));
    if (notice === undefined) return;
    if (this.#count === 0)
      this.#first = printable(
        `${JSON.stringify((notice.text ?? '').slice(0, 40))}, ${item.id} on ${item.ip}`,
      );
    this.#count += 1;
  }

  /** What to say of them; undefined where there are none. */
  warning(): string | undefined {
    if (this.#count === 0) return undefined;
    return this.#count === 1
      ? `1 finding has a port that is no number of a port, and is shown without one: ${this.#first}`
      : `${this.#count} findings have ports that are no numbers of ports, and are shown without; the first: ${this.#first}`;
  }
}
