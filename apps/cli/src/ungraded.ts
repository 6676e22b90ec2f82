import type { DocumentItem } from '@openguard/model';

/** Weaknesses whose document does not say how severe they are: nothing takes them for harmless without a word. */
export class Ungraded {
  #count = 0;

  take(item: DocumentItem): void {
    if (item.kind !== 'finding' || item.severity !== undefined) return;
    if (item.section === 'vuln' || item.section === 'practice') this.#count += 1;
  }

  /** What to say of them; undefined where there are none. */
  warning(): string | undefined {
    return this.#count === 0
      ? undefined
      : `the document does not say how severe ${this.#count} of its weaknesses ${this.#count === 1 ? 'is: it adds' : 'are: they add'} nothing to a score, and ${this.#count === 1 ? 'meets' : 'meet'} no condition on severity`;
  }
}
