import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { Resolver } from 'node:dns/promises';

/** A question that got no answer: neither names or addresses, nor the word that there are none. */
export interface LookUpFault {
  readonly asked: string;
  /** What c-ares calls it: `ETIMEOUT`, `ESERVFAIL`, `EREFUSED`, `ECONNREFUSED` … */
  readonly code: string;
}

/** What came of a question: a list, empty where there is no such record, or why there is none. */
export type LookUp<A> = Promise<E.Either<LookUpFault, readonly A[]>>;

/** The questions to the domain name system that a map asks. */
export interface Dns {
  /** A records, through any CNAME. */
  readonly addresses: (name: string) => LookUp<Address>;
  readonly nameServers: (domain: string) => LookUp<string>;
  readonly mailServers: (domain: string) => LookUp<string>;
  /** The primary server that the SOA record names. */
  readonly primary: (domain: string) => LookUp<string>;
  /** The servers that an SRV record names: `_ldap._tcp.example.org`. */
  readonly servers: (service: string) => LookUp<string>;
  /** PTR records. */
  readonly names: (address: Address) => LookUp<string>;
}

/** Who is asked, and how patiently. */
export interface DnsOptions {
  /** Addresses with or without a port; those of the system by default. */
  readonly resolvers?: readonly string[];
  /** How long the first try of a question waits; later ones wait longer. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 3000;
const TRIES = 2;

const codeOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
};

const isNoSuchRecord = (code: string): boolean => code === 'ENOTFOUND' || code === 'ENODATA';

const ask = async <A>(asked: string, question: () => Promise<readonly A[]>): LookUp<A> => {
  try {
    return E.right(await question());
  } catch (error) {
    const code = codeOf(error);
    return isNoSuchRecord(code) ? E.right([]) : E.left({ asked, code });
  }
};

/** The root as a server's name says that the domain offers no such service (RFC 2782, RFC 7505). */
const named = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase().replace(/\.$/, '')).filter((name) => name !== '');

/** Asks resolvers. A question that is under way when the signal aborts ends as a fault. */
export const createDns = (options: DnsOptions, signal: AbortSignal): Dns => {
  const resolver = new Resolver({ timeout: options.timeoutMs ?? TIMEOUT_MS, tries: TRIES });
  if (options.resolvers !== undefined) resolver.setServers(options.resolvers);
  signal.addEventListener('abort', () => {
    resolver.cancel();
  });
  return {
    addresses: (name) =>
      ask(name, async () =>
        (await resolver.resolve4(name)).flatMap((text) => {
          const address = parseAddress(text);
          return E.isRight(address) ? [address.right] : [];
        }),
      ),
    nameServers: (domain) => ask(`${domain} NS`, async () => named(await resolver.resolveNs(domain))),
    mailServers: (domain) =>
      ask(`${domain} MX`, async () => named((await resolver.resolveMx(domain)).map((mx) => mx.exchange))),
    primary: (domain) =>
      ask(`${domain} SOA`, async () => named([(await resolver.resolveSoa(domain)).nsname])),
    servers: (service) =>
      ask(`${service} SRV`, async () => named((await resolver.resolveSrv(service)).map((srv) => srv.name))),
    names: (address) => {
      const text = formatAddress(address);
      return ask(text, async () => named(await resolver.reverse(text)));
    },
  };
};
