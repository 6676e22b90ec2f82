import type { Address } from '@openguard/targets';
import type { LookUpFault } from './dns.js';

/** How a name came to be known, the most telling first. */
const SOURCES = ['reverse', 'domain', 'server', 'zone', 'usual', 'certificate'] as const;

/**
 * How a name came to be known.
 *
 * - `reverse`: the address has this name, and the name this address.
 * - `domain`: it is the domain itself.
 * - `server`: NS, MX, SOA or SRV records name it.
 * - `zone`: a zone transfer tells it.
 * - `usual`: it was tried.
 * - `certificate`: a certificate names it.
 */
export type NameSource = (typeof SOURCES)[number];

interface Entry {
  readonly name: string;
  readonly rank: number;
}

const before = (a: Entry, b: Entry): boolean => a.rank < b.rank || (a.rank === b.rank && a.name < b.name);

/** What is known of the names of addresses, and what could not be found out. */
export class NameLedger {
  readonly #best = new Map<Address, Entry>();
  readonly #asked = new Set<string>();
  readonly #faults: LookUpFault[] = [];

  /** The addresses that have a name. */
  get addresses(): readonly Address[] {
    return [...this.#best.keys()];
  }

  get faults(): readonly LookUpFault[] {
    return this.#faults;
  }

  add(address: Address, name: string, source: NameSource): void {
    const entry = { name, rank: SOURCES.indexOf(source) };
    const known = this.#best.get(address);
    if (known === undefined || before(entry, known)) this.#best.set(address, entry);
  }

  fail(fault: LookUpFault): void {
    this.#faults.push(fault);
  }

  /** Whether a name is new here; it is not new a second time. */
  isNew(name: string): boolean {
    if (this.#asked.has(name)) return false;
    this.#asked.add(name);
    return true;
  }

  nameOf(address: Address): string | undefined {
    return this.#best.get(address)?.name;
  }
}
