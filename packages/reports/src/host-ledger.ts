import type { EndItem, HostItem } from '@openguard/model';
import { parseAddress } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';

/** Room at first; it doubles when half of it is taken. */
const ROOM = 1024;
/** More hosts than this are not kept: 16 MB. */
const MOST = 1024 * 1024;

/** Nobody can write a document whose numbers all belong to one place. */
const SEED = (Math.random() * 2 ** 32) | 0;
const PRIME = 0x9e3779b1;
const OTHER_PRIME = 0x85ebca77;

const scattered = (number: number): number => {
  const high = Math.floor(number / 2 ** 32) | 0;
  const mixed = Math.imul(Math.imul((number | 0) ^ SEED, PRIME) ^ (high + SEED), OTHER_PRIME);
  return Math.imul(mixed ^ (mixed >>> 15), PRIME) >>> 8;
};

/**
 * Numbers that were seen. Seldom are they more than some thousands, and a set of JavaScript takes four times the memory.
 */
class Numbers {
  // A host is never 0 here.
  #table = new Float64Array(ROOM);
  #count = 0;
  /** Where the number at hand is, or belongs. */
  #at = 0;

  /** Adds a number, and says whether it was there. Of very many, the last ones are not kept. */
  add(number: number): boolean {
    if (this.#place(number)) return true;
    if (this.#count >= MOST) return false;
    this.#table[this.#at] = number;
    this.#count += 1;
    if (this.#count * 2 > this.#table.length) this.#grow();
    return false;
  }

  /** Finds a number, or the place where it belongs. */
  #place(number: number): boolean {
    const mask = this.#table.length - 1;
    for (this.#at = scattered(number) & mask; ; this.#at = (this.#at + 1) & mask) {
      const there = this.#table[this.#at];
      if (there === number) return true;
      if (there === 0) return false;
    }
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Float64Array(before.length * 2);
    for (const number of before) {
      if (number === 0) continue;
      this.#place(number);
      this.#table[this.#at] = number;
    }
  }
}

/** A host by its number in the service, else by its address; neither is 0, and none is both. */
const keyOf = ({ ip, hostId }: Pick<HostItem, 'ip' | 'hostId'>): number | undefined => {
  if (hostId !== undefined && hostId >= 0) return hostId + 1;
  const address = parseAddress(ip);
  return E.isLeft(address) ? undefined : -address.right - 1;
};

/** Counts the hosts of a document that stand in it again. */
export class HostLedger {
  readonly #seen = new Numbers();
  #count = 0;
  #first: string | undefined;

  see(host: Pick<HostItem, 'ip' | 'hostId'>): void {
    const key = keyOf(host);
    if (key === undefined || !this.#seen.add(key)) return;
    this.#count += 1;
    this.#first ??= host.ip === '' ? `host ${host.hostId ?? ''}` : host.ip;
  }

  /** What an end is to say of them. */
  repeated(): Pick<EndItem, 'repeated'> {
    return this.#first === undefined ? {} : { repeated: { hosts: this.#count, first: this.#first } };
  }
}
