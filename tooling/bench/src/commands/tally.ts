import * as t from 'io-ts';

/** A finding as every reader of this bench must give it: the same texts, whole. */
export interface Seen {
  readonly section: string;
  readonly ip: string;
  readonly id: string;
  readonly severity?: number | undefined;
  readonly title: string;
  readonly category: string;
  readonly port?: number | undefined;
  readonly diagnosis?: string | undefined;
  readonly consequence?: string | undefined;
  readonly solution?: string | undefined;
  readonly result?: string | undefined;
}

/** What must come out the same whoever reads a report. */
export const Truth = t.readonly(
  t.type({
    hosts: t.number,
    findings: t.number,
    /** Sum over the vulnerabilities (VULN). */
    severities: t.number,
    /** Characters (UTF-16) in the texts of all findings, and their ports: a lost or altered text shows. */
    characters: t.number,
  }),
);
export type Truth = t.TypeOf<typeof Truth>;

const lengthOf = (text: string | undefined): number => text?.length ?? 0;

/** Adds up what is seen. */
export class Tally {
  #hosts = 0;
  #findings = 0;
  #severities = 0;
  #characters = 0;

  addHost(): void {
    this.#hosts += 1;
  }

  add(seen: Seen): void {
    this.#findings += 1;
    if (seen.section === 'vuln') this.#severities += seen.severity ?? 0;
    this.#characters +=
      seen.ip.length +
      seen.id.length +
      seen.title.length +
      seen.category.length +
      (seen.port ?? 0) +
      lengthOf(seen.diagnosis) +
      lengthOf(seen.consequence) +
      lengthOf(seen.solution) +
      lengthOf(seen.result);
  }

  truth(): Truth {
    return {
      hosts: this.#hosts,
      findings: this.#findings,
      severities: this.#severities,
      characters: this.#characters,
    };
  }
}
