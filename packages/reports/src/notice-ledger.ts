import type { Notice } from '@openguard/model';

/** How many notices are kept with their texts for the end of the document; further ones are counted. */
const KEPT = 1000;

/** How many characters of them are kept for the end; they have gone out with their items already. */
const KEPT_CHARACTERS = 256 * 1024;

/**
 * Collects what a document holds and the model does not know. Each notice goes out with the next item, so
 * that memory stays constant; the end of the document repeats the first ones and counts the others by path.
 * Only where more of them than that stand between two items do texts give way to counts.
 */
export class NoticeLedger {
  #pending: Notice[] = [];
  readonly #kept: Notice[] = [];
  #characters = 0;
  readonly #counts = new Map<string, number>();

  add(notices: readonly Notice[]): void {
    for (const notice of notices) {
      if (this.#pending.length < KEPT) this.#pending.push(notice);
      else this.#count(notice);
    }
  }

  /** What is to go out with the next item: a property to spread into it, or nothing. */
  take(): { readonly notices?: readonly Notice[] } {
    if (this.#pending.length === 0) return {};
    const notices = this.#pending;
    this.#pending = [];
    for (const notice of notices) {
      if (this.#kept.length < KEPT && this.#characters < KEPT_CHARACTERS) {
        this.#kept.push(notice);
        this.#characters += notice.path.length + (notice.text?.length ?? 0);
      } else {
        this.#count(notice);
      }
    }
    return { notices };
  }

  /** Everything, for the end of the document; what no item has told stands there with its text. */
  all(): readonly Notice[] {
    return [...this.#kept, ...this.#pending, ...[...this.#counts].map(([path, count]) => ({ path, count }))];
  }

  #count({ path }: Notice): void {
    const counted = this.#counts.has(path) || this.#counts.size < KEPT ? path : 'other paths';
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }
}
