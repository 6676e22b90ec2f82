import { addressesOf, contains, size, type Address, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { randomBytes } from 'node:crypto';
import type { Dns, LookUp } from './dns.js';
import { lookUpAll } from './look-up-all.js';
import { NameLedger, type NameSource } from './name-ledger.js';
import { USUAL_NAMES, USUAL_SERVICES } from './usual-names.js';
import type { ZoneHost } from './zone-transfer.js';

/** What a search for the names of a domain needs. */
export interface DomainSearchOptions {
  readonly dns: Dns;
  /** Asks a server for the whole zone; `undefined` when it gives none. */
  readonly transfer: (server: Address) => Promise<readonly ZoneHost[] | undefined>;
  /** The addresses that may be asked for anything themselves. */
  readonly permitted: AddressSet;
  readonly stopped: () => boolean;
}

/** Beyond this many addresses, only the neighbours of those that were found are looked up in reverse. */
const MOST_REVERSED = 65_536;
const NEIGHBOURS = 256;
/** After so many reverse look-ups that got no answer, nobody is there who answers. */
const PATIENCE = 32;

const isIn = (domain: string, name: string): boolean => name === domain || name.endsWith(`.${domain}`);

/**
 * Looks for the hosts of a domain: the domain itself, the servers that its NS, MX, SOA and SRV records name, its
 * zone where a server that may be asked gives it, names that are usual, and the names of the addresses that may
 * be asked. Where every name resolves, a usual one counts only if it leads elsewhere.
 */
export class DomainSearch {
  readonly ledger = new NameLedger();
  readonly #domain: string;
  readonly #options: DomainSearchOptions;

  constructor(domain: string, options: DomainSearchOptions) {
    this.#domain = domain;
    this.#options = options;
  }

  /** Asks everything that can be asked before a host was looked at. */
  async run(): Promise<void> {
    const { dns } = this.#options;
    const domain = this.#domain;
    await this.resolve([domain], 'domain');
    const nameServers = await this.#told(dns.nameServers(domain));
    const others = [
      ...(await this.#told(dns.mailServers(domain))),
      ...(await this.#told(dns.primary(domain))),
    ];
    const services: string[] = [];
    await this.#forEach(USUAL_SERVICES, async (service) => {
      services.push(...(await this.#told(dns.servers(`${service}.${domain}`))));
    });
    await this.resolve([...nameServers, ...others, ...services.sort()], 'server');
    await this.#transferFrom(nameServers);
    await this.#tryUsualNames();
    await this.#reverse();
  }

  /** Looks up names, those aside that were looked up before. */
  async resolve(names: Iterable<string>, source: NameSource): Promise<void> {
    await this.#resolve(names, source, new Set());
  }

  /** Looks up what a certificate names; names of other domains are none of ours. */
  async resolveCertified(names: readonly string[]): Promise<void> {
    await this.resolve(
      names.filter((name) => isIn(this.#domain, name)),
      'certificate',
    );
  }

  async #resolve(names: Iterable<string>, source: NameSource, but: ReadonlySet<Address>): Promise<void> {
    await this.#forEach(names, async (name) => {
      if (!this.ledger.isNew(name)) return;
      for (const address of await this.#told(this.#options.dns.addresses(name))) {
        if (!but.has(address)) this.ledger.add(address, name, source);
      }
    });
  }

  async #transferFrom(nameServers: readonly string[]): Promise<void> {
    const { dns, transfer, permitted } = this.#options;
    const asked = new Set<Address>();
    for (const server of nameServers) {
      for (const address of await this.#told(dns.addresses(server))) {
        if (!contains(permitted, address) || asked.has(address)) continue;
        asked.add(address);
        for (const host of (await transfer(address)) ?? []) {
          if (isIn(this.#domain, host.name)) this.ledger.add(host.address, host.name, 'zone');
        }
      }
    }
  }

  async #tryUsualNames(): Promise<void> {
    const nobody = `${randomBytes(12).toString('hex')}.${this.#domain}`;
    const everywhere = new Set(await this.#told(this.#options.dns.addresses(nobody)));
    // Every name leads there that has no record of its own: one that has is not the name of that address.
    const www =
      everywhere.size === 0 ? [] : await this.#told(this.#options.dns.addresses(`www.${this.#domain}`));
    for (const address of everywhere)
      this.ledger.add(address, `${www.includes(address) ? 'www' : '*'}.${this.#domain}`, 'usual');
    await this.#resolve(
      USUAL_NAMES.map((label) => `${label}.${this.#domain}`),
      'usual',
      everywhere,
    );
  }

  /** Which of the addresses that may be asked have a name of the domain that leads back to them. */
  async #reverse(): Promise<void> {
    const { dns, permitted } = this.#options;
    let unanswered = 0;
    await lookUpAll(
      size(permitted) <= MOST_REVERSED ? addressesOf(permitted) : this.#neighbours(),
      async (address) => {
        const names = await dns.names(address);
        if (E.isLeft(names)) {
          unanswered += 1;
          if (unanswered === PATIENCE) this.ledger.fail(names.left);
          return;
        }
        unanswered = 0;
        for (const name of names.right.filter((candidate) => isIn(this.#domain, candidate))) {
          const forward = await this.#told(dns.addresses(name));
          if (forward.includes(address)) this.ledger.add(address, name, 'reverse');
        }
      },
      () => unanswered >= PATIENCE || this.#options.stopped(),
    );
  }

  *#neighbours(): Generator<Address, void, undefined> {
    const blocks = new Set(this.ledger.addresses.map((address) => Math.floor(address / NEIGHBOURS)));
    for (const block of blocks) {
      for (let address = block * NEIGHBOURS; address < (block + 1) * NEIGHBOURS; address += 1) {
        if (contains(this.#options.permitted, address)) yield address;
      }
    }
  }

  #forEach<A>(items: Iterable<A>, work: (item: A) => Promise<void>): Promise<void> {
    return lookUpAll(items, work, this.#options.stopped);
  }

  async #told<A>(question: LookUp<A>): Promise<readonly A[]> {
    const answer = await question;
    if (E.isRight(answer)) return answer.right;
    this.ledger.fail(answer.left);
    return [];
  }
}
