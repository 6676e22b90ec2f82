import type { EndItem, Notice } from '@openguard/model';

/** As many notices as one document repeats at its end. */
const KEPT = 1000;
const COUNTS = ['hosts', 'findings', 'checks', 'tickets', 'postures', 'records', 'ids', 'reports'] as const;

/** Adds the ends of pages up to one. */
export class EndSum {
  readonly #counts = new Map<(typeof COUNTS)[number], number>();
  readonly #notices: Notice[] = [];
  #answered: string | undefined;
  #tracked = false;
  #unproven = false;
  #simulated = false;
  #skipped = 0;
  #repeated: EndItem['repeated'];

  /** Counts what a page has told so far, although it has no end. */
  count(kind: (typeof COUNTS)[number], more: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + more);
  }

  add(end: EndItem): void {
    for (const kind of COUNTS) {
      const more = end[kind];
      if (more !== undefined && !this.#counts.has(kind)) this.#counts.set(kind, 0);
    }
    this.#answered ??= end.answered;
    this.#tracked ||= end.tracked === true;
    this.#unproven ||= end.unproven === true;
    this.#simulated ||= end.simulated === true;
    if (end.repeated !== undefined) {
      const { hosts, first } = this.#repeated ?? { ...end.repeated, hosts: 0 };
      this.#repeated = { hosts: hosts + end.repeated.hosts, first };
    }
    this.#notices.push(...end.notices.slice(0, KEPT - this.#notices.length));
  }

  skip(): void {
    this.#skipped += 1;
  }

  /** @param truncated the service has more, which was not pulled */
  end(truncated: boolean): EndItem {
    return {
      kind: 'end',
      hosts: 0,
      findings: 0,
      ...Object.fromEntries(this.#counts),
      ...(this.#answered === undefined ? {} : { answered: this.#answered }),
      ...(truncated ? { truncated: true } : {}),
      ...(this.#tracked ? { tracked: true } : {}),
      ...(this.#unproven ? { unproven: true } : {}),
      ...(this.#simulated ? { simulated: true } : {}),
      ...(this.#repeated === undefined ? {} : { repeated: this.#repeated }),
      ...(this.#skipped === 0 ? {} : { skipped: this.#skipped }),
      notices: this.#notices,
    };
  }
}
