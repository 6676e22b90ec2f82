import { HostReport } from '@openguard/model';
import { formatAddressSet, LOOPBACK, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../engine.js';
import { DEFAULT_ESTATE } from './default-estate.js';
import type { Estate } from './estate.js';
import { parseEstate } from './parse-estate.js';
import { createSimulatedEngine } from './simulated-engine.js';

const ALL: AddressSet = [{ first: 0x7f000001, last: 0x7f00000a }];

interface Scan {
  readonly estate?: Estate;
  readonly seed?: number;
  readonly date?: string;
  readonly targets?: AddressSet;
  readonly profile?: string;
  readonly signal?: AbortSignal;
}

const scan = async ({ estate = DEFAULT_ESTATE, seed = 1, date = '2026-01-15', ...request }: Scan = {}) => {
  const engine = createSimulatedEngine({ estate, seed, clock: () => Date.parse(date), scope: LOOPBACK });
  const events: EngineEvent[] = [];
  const asked = { targets: request.targets ?? ALL, profile: request.profile ?? 'standard' };
  const signal = request.signal ?? new AbortController().signal;
  for await (const event of engine.scan(asked, signal)) events.push(event);
  return events;
};

const hosts = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.kind === 'host' ? [event.host] : []));
const ids = (events: readonly EngineEvent[], ip: string) =>
  hosts(events)
    .find((host) => host.ip === ip)
    ?.findings.map(({ section, id, port }) => `${section} ${id} ${port ?? ''}`.trim());

describe('createSimulatedEngine', () => {
  it('tells every target as a host or as not alive, and ends at 1', async () => {
    const events = await scan();
    expect(hosts(events).map(({ ip }) => ip)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((last) => `127.0.0.${last}`),
    );
    const dead = events.flatMap((event) =>
      event.kind === 'not-alive' ? [formatAddressSet(event.addresses)] : [],
    );
    expect(dead).toEqual(['127.0.0.9-127.0.0.10']);
    expect(events.at(-1)).toEqual({ kind: 'progress', done: 1 });
    for (const host of hosts(events)) expect(E.isRight(HostReport.decode(host))).toBe(true);
  });

  it('tells the same, byte for byte, for the same estate, seed and clock', async () => {
    expect(JSON.stringify(await scan())).toBe(JSON.stringify(await scan()));
    expect(JSON.stringify(await scan({ seed: 2 }))).not.toBe(JSON.stringify(await scan()));
  });

  it('lets weaknesses and services come, go and be confirmed', async () => {
    const at = async (date: string, ip: string) => ids(await scan({ date }), ip);
    expect(await at('2026-01-15', '127.0.0.3')).toContain('practice smb-vuln-ms17-010 445');
    expect(await at('2026-02-10', '127.0.0.3')).toContain('vuln smb-vuln-ms17-010 445');
    expect(await at('2026-03-10', '127.0.0.3')).not.toContain('vuln smb-vuln-ms17-010 445');
    expect(await at('2026-02-28', '127.0.0.3')).not.toContain('vuln ftp_anonymous 21');
    expect(await at('2026-03-01', '127.0.0.3')).toContain('vuln ftp_anonymous 21');
    expect(await at('2026-05-01', '127.0.0.3')).not.toContain('vuln ftp_anonymous 21');
    expect(await at('2026-02-15', '127.0.0.2')).toContain('practice http_risky_methods 8080');
    expect(await at('2026-02-14', '127.0.0.2')).not.toContain('practice http_risky_methods 8080');
  });

  it('asks only the first ports in a light scan, and says so', async () => {
    const [host] = hosts(
      await scan({ targets: [{ first: 0x7f000005, last: 0x7f000005 }], profile: 'light' }),
    );
    expect(host?.coverage.tcp).toBe('1-1024');
    expect(host?.findings.map(({ id }) => id)).toEqual(['os', 'traceroute']);
  });

  it('is marked as simulated', async () => {
    const engine = createSimulatedEngine({
      estate: DEFAULT_ESTATE,
      seed: 1,
      clock: () => 0,
      scope: LOOPBACK,
    });
    expect(engine.simulated).toBe(true);
    expect(await engine.describe()).toBe('simulated estate "example company"');
    expect(engine.profiles).toEqual(['standard', 'light', 'thorough']);
  });

  it.each<[string, Scan]>([
    ['OG_ENGINE_SCOPE', { targets: [{ first: 0x7f000001, last: 0x80000000 }] }],
    ['OG_USAGE', { profile: 'huge' }],
    ['OG_SCAN_CANCELLED', { signal: AbortSignal.abort() }],
  ])('rejects with %s', async (code, request) => {
    await expect(scan(request)).rejects.toMatchObject({ code });
  });

  it('stops between hosts', async () => {
    const stop = new AbortController();
    const engine = createSimulatedEngine({
      estate: DEFAULT_ESTATE,
      seed: 1,
      clock: () => 0,
      scope: LOOPBACK,
    });
    const told: EngineEvent[] = [];
    const all = async () => {
      for await (const event of engine.scan({ targets: ALL, profile: 'standard' }, stop.signal)) {
        told.push(event);
        if (hosts(told).length === 2) stop.abort();
      }
    };
    await expect(all()).rejects.toMatchObject({ code: 'OG_SCAN_CANCELLED' });
    expect(hosts(told)).toHaveLength(2);
  });

  it('finds nothing on a host without services', () => {
    const estate = parseEstate({ hosts: [{ ip: '127.0.0.1' }] });
    if (E.isLeft(estate)) throw new Error(estate.left.tag);
    return expect(scan({ estate: estate.right }).then((events) => ids(events, '127.0.0.1'))).resolves.toEqual(
      ['info traceroute'],
    );
  });
});
