import { formatAddressSet, LOOPBACK, type AddressSet } from '@openguard/targets';
import { afterEach, expect, it } from 'vitest';
import { createNmapEngine, type Reserve } from '../src/index.js';
import { FINISH, hostXml, START, writeFakeNmap, type FakeNmap } from './fake-nmap.js';

let fake: FakeNmap | undefined;
afterEach(() => {
  fake?.remove();
  fake = undefined;
});

const two: AddressSet = [{ first: 0x7f000001, last: 0x7f000002 }];

/** Scans two hosts, a batch each, while every reservation is written down. */
const scanReserving = async (source: string) => {
  fake = writeFakeNmap(
    source,
    `() => say(${JSON.stringify(START + hostXml('127.0.0.1') + hostXml('127.0.0.2') + FINISH)})`,
  );
  const engine = createNmapEngine({
    scope: LOOPBACK,
    nmapPath: fake.path,
    privileged: false,
    batchSize: 1,
    runs: 1,
  });
  const said: string[] = [];
  const reserve: Reserve = (addresses) => {
    said.push(`has ${formatAddressSet(addresses)}`);
    return Promise.resolve(() => Promise.resolve(void said.push(`frees ${formatAddressSet(addresses)}`)));
  };
  try {
    const request = { targets: two, profile: 'standard', reserve };
    for await (const event of engine.scan(request, new AbortController().signal))
      if (event.kind === 'host') said.push(event.host.ip);
  } catch {
    // Expected of the scan that fails.
    said.push('failed');
  }
  return said;
};

it('has the hosts of a batch for itself as long as it looks at them', async () => {
  const source = `(args) => say(${JSON.stringify(START)} + ${JSON.stringify(hostXml('IP'))}.replace('IP', args.at(-1)) + ${JSON.stringify(FINISH)})`;
  const said = await scanReserving(source);
  // What is told waits for whoever hears it, and the engine does not: it may have freed a host by then.
  for (const ip of ['127.0.0.1', '127.0.0.2']) {
    const [first, ...rest] = said.filter((each) => each.endsWith(ip));
    expect([first, ...rest.sort()]).toEqual([`has ${ip}`, ip, `frees ${ip}`]);
  }
  expect(said).toHaveLength(6);
});

it('frees them when nmap fails', async () => {
  const said = await scanReserving(`() => process.exit(1)`);
  // The second batch may have begun by then; it is stopped.
  expect(said.slice(0, 2)).toEqual(['has 127.0.0.1', 'frees 127.0.0.1']);
  expect(said.filter((each) => each.startsWith('frees'))).toHaveLength(
    said.filter((each) => each.startsWith('has')).length,
  );
  expect(said.at(-1)).toBe('failed');
});
