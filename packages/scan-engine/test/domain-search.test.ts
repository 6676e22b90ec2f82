import { formatAddress, parseTargetList, type AddressSet } from '@openguard/targets';
import type { Answer } from 'dns-packet';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDns } from '../src/names/dns.js';
import { DomainSearch } from '../src/names/domain-search.js';
import { transferZone } from '../src/names/zone-transfer.js';
import { startTinyDns, type TinyZone } from './tiny-dns.js';

const DOMAIN = 'quay.example';
const SERVER = '127.0.0.78';
const NEVER = new AbortController().signal;

const a = (name: string, data: string): Answer => ({ name, type: 'A', data });
const ptr = (last: number, data: string): Answer => ({
  name: `${last}.2.0.192.in-addr.arpa`,
  type: 'PTR',
  data,
});
const SOA: Answer = {
  name: DOMAIN,
  type: 'SOA',
  data: {
    mname: `primary.${DOMAIN}`,
    rname: `root.${DOMAIN}`,
    serial: 1,
    refresh: 1,
    retry: 1,
    expire: 1,
    minimum: 1,
  },
};
const RECORDS: readonly Answer[] = [
  SOA,
  a(DOMAIN, '192.0.2.10'),
  { name: DOMAIN, type: 'NS', data: `ns.${DOMAIN}` },
  { name: DOMAIN, type: 'MX', data: { preference: 10, exchange: 'relay.elsewhere.example' } },
  { name: `_ldap._tcp.${DOMAIN}`, type: 'SRV', data: { port: 389, target: `directory.${DOMAIN}` } },
  { name: `_sip._tcp.${DOMAIN}`, type: 'SRV', data: { port: 0, target: '.' } },
  a(`ns.${DOMAIN}`, SERVER),
  a(`primary.${DOMAIN}`, '192.0.2.11'),
  a('relay.elsewhere.example', '198.51.100.5'),
  a(`directory.${DOMAIN}`, '192.0.2.12'),
  a(`www.${DOMAIN}`, '192.0.2.13'),
  a(`unusual-7.${DOMAIN}`, '192.0.2.14'),
  a(`reversed.${DOMAIN}`, '192.0.2.15'),
  ptr(15, `reversed.${DOMAIN}`),
  // Anybody may give an address of theirs a name of ours; it does not lead back.
  ptr(16, `claimed.${DOMAIN}`),
];

const setOf = (text: string): AddressSet => {
  const list = parseTargetList(text);
  if (E.isLeft(list)) throw new Error(list.left.tag);
  return list.right.addresses;
};

const found = async (
  zone: TinyZone,
  permitted = `${SERVER},192.0.2.0/24`,
): Promise<{
  readonly names: Readonly<Record<string, string | undefined>>;
  readonly search: DomainSearch;
  readonly questions: readonly string[];
}> => {
  const server = await startTinyDns(zone, SERVER);
  onTestFinished(server.close);
  const search = new DomainSearch(DOMAIN, {
    dns: createDns({ resolvers: server.resolvers, timeoutMs: 50 }, NEVER),
    transfer: (address) => transferZone(DOMAIN, address, { port: server.port, timeoutMs: 300 }, NEVER),
    permitted: setOf(permitted),
    stopped: () => false,
  });
  await search.run();
  const { ledger } = search;
  const names = ledger.addresses.map((address) => [formatAddress(address), ledger.nameOf(address)] as const);
  return { names: Object.fromEntries(names), search, questions: server.questions };
};

const WITHOUT_ZONE = {
  '127.0.0.78': `ns.${DOMAIN}`,
  '192.0.2.10': DOMAIN,
  '192.0.2.11': `primary.${DOMAIN}`,
  '192.0.2.12': `directory.${DOMAIN}`,
  '192.0.2.13': `www.${DOMAIN}`,
  '192.0.2.15': `reversed.${DOMAIN}`,
  '198.51.100.5': 'relay.elsewhere.example',
};
const WITH_ZONE = { ...WITHOUT_ZONE, '192.0.2.14': `unusual-7.${DOMAIN}` };

describe('the hosts of a domain', () => {
  it.each<[string, TinyZone, Readonly<Record<string, string>>]>([
    ['are those that records, usual names and reverse look-ups tell', { records: RECORDS }, WITHOUT_ZONE],
    [
      'are those of the zone where it is given',
      { records: RECORDS, transferred: (records) => [...records, SOA] },
      WITH_ZONE,
    ],
    [
      'are not those of a zone that is cut off',
      { records: RECORDS, transferred: (records) => records },
      WITHOUT_ZONE,
    ],
    [
      'are not those of a zone that does not begin like one',
      { records: RECORDS, transferred: (records) => [...records.slice(1), SOA, SOA] },
      WITHOUT_ZONE,
    ],
  ])('%s', async (_, zone, expected) => {
    const { names, search } = await found(zone);
    expect(names).toEqual(expected);
    expect(search.ledger.faults).toEqual([]);
  });

  it('do not include what every name leads to', async () => {
    const { names } = await found({ records: RECORDS, everywhere: '192.0.2.99' });
    expect(names).toEqual({ ...WITHOUT_ZONE, '192.0.2.99': `*.${DOMAIN}` });
  });

  it('are only asked for the zone, and in reverse, at addresses that may be asked', async () => {
    const zone: TinyZone = { records: RECORDS, transferred: (records) => [...records, SOA] };
    const { names, questions } = await found(zone, '192.0.2.10,192.0.2.15');
    expect(names).toEqual(WITHOUT_ZONE);
    expect(questions.filter((question) => question.endsWith('AXFR'))).toEqual([]);
    const reversed = questions.filter((question) => question.endsWith('PTR'));
    expect(reversed.sort()).toEqual(['10.2.0.192.in-addr.arpa PTR', '15.2.0.192.in-addr.arpa PTR']);
  });

  it('may be missing when a question gets no answer, which is told', async () => {
    const { names, search } = await found({ records: RECORDS, mute: [`directory.${DOMAIN}`] });
    const { '192.0.2.12': directory, ...others } = WITHOUT_ZONE;
    expect(directory).toBeDefined();
    expect(names).toEqual(others);
    expect(search.ledger.faults).toEqual([{ asked: `directory.${DOMAIN}`, code: 'ETIMEOUT' }]);
  });

  it('are those that certificates name, too, within the domain', async () => {
    const { search, questions } = await found({ records: RECORDS });
    await search.resolveCertified([
      `unusual-7.${DOMAIN}`,
      'www.quay.example',
      'bank.example',
      'notquay.example',
    ]);
    expect(search.ledger.addresses.map(formatAddress)).toContain('192.0.2.14');
    expect(questions.filter((question) => question.startsWith('bank') || question.startsWith('not'))).toEqual(
      [],
    );
    expect(questions.filter((question) => question === `www.${DOMAIN} A`)).toHaveLength(1);
  });
});
