import type { DocumentItem, FindingState, KnownFinding } from '@openguard/model';
import { createSimulatedEngine, type Estate } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { formatAddress, LOOPBACK, parseTargetList } from '@openguard/targets';
import { expect, it } from 'vitest';
import { createAssetReports, createAssets, createHistory, type HostChoice } from '../src/index.js';
import { madeReport, readable, type MadeHost } from './history-reports.js';
import { ANN, ended, freshStore, openHouse, until } from './house.js';

const WEEK = 7 * 86_400_000;
const WEEKS = 52;
const BEGIN = Date.UTC(2026, 0, 5);

/** In which weeks a weakness is there: from one to another, both included. */
type Weeks = readonly (readonly [from: number, to: number])[];

const LAST = WEEKS - 1;
/** What is planted, by host and check, and how it is to stand after a year. */
const PLANTED: readonly (readonly [
  host: number,
  check: string,
  port: number,
  weeks: Weeks,
  state: FindingState,
])[] = [
  [1, 'telnet_cleartext', 23, [[0, LAST]], 'active'],
  [
    1,
    'ftp_anonymous',
    21,
    [
      [3, 9],
      [30, LAST],
    ],
    'active',
  ],
  [
    1,
    'smb_v1',
    445,
    [
      [5, 6],
      [LAST, LAST],
    ],
    'reopened',
  ],
  [2, 'smb_v1', 445, [[10, 20]], 'fixed'],
  [
    2,
    'ftp_anonymous',
    21,
    [
      [0, 0],
      [2, 2],
      [4, 4],
    ],
    'fixed',
  ],
  [2, 'telnet_cleartext', 23, [[LAST, LAST]], 'new'],
];

const SERVICES = [
  { port: 21, service: 'ftp' },
  { port: 23, service: 'telnet' },
  { port: 445, service: 'microsoft-ds' },
];

const addressOf = (host: number): number => 0x7f000000 + host;

const estate: Estate = {
  name: 'a year',
  routers: [],
  hosts: [1, 2, 3].map((host) => ({
    address: addressOf(host),
    name: `host${host}.company.example`,
    os: host === 2 ? 'Windows 10' : 'Linux 6.1',
    services: host === 3 ? [] : SERVICES,
    weaknesses: PLANTED.filter(([where]) => where === host).flatMap(([, check, port, weeks]) =>
      weeks.map(([from, to]) => ({
        ...{ check, port, from: BEGIN + from * WEEK, until: BEGIN + (to + 1) * WEEK },
      })),
    ),
  })),
};

/** The standing that a plan comes to, counted from the plan. */
const expectedOf = ([host, id, port, weeks, state]: (typeof PLANTED)[number]) => {
  const at = (week: number) => BEGIN + week * WEEK;
  const first = weeks[0]?.[0] ?? 0;
  const last = weeks.at(-1)?.[1] ?? 0;
  const times = weeks.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return {
    ...{ ip: formatAddress(addressOf(host)), id, port, state, timesFound: times },
    ...{ firstSeen: at(first), lastSeen: at(last), lastTested: at(LAST) },
    ...(state === 'fixed' ? { fixedAt: at(last + 1), evidence: 'proven' } : {}),
  };
};

const right = <A>(
  read:
    | { readonly _tag: 'Left'; readonly left: { text: string } }
    | { readonly _tag: 'Right'; readonly right: A },
): A => {
  if (read._tag === 'Left') throw new TypeError(read.left.text);
  return read.right;
};

const collect = async <A>(all: AsyncIterable<A>): Promise<A[]> => {
  const items: A[] = [];
  for await (const item of all) items.push(item);
  return items;
};

/** A store in which a host was scanned each week of a year. */
const yearOfScans = async (): Promise<Store> => {
  let week = 0;
  const clock = () => BEGIN + week * WEEK;
  const engine = createSimulatedEngine({ estate, seed: 1, clock, scope: LOOPBACK });
  const store = await freshStore();
  const house = await openHouse({ store, engine, clock });
  await house.jobs.start();
  const parsed = parseTargetList('127.0.0.1-127.0.0.9');
  if (parsed._tag === 'Left') throw new TypeError(parsed.left.tag);
  const { right: targets } = parsed;
  for (; week < WEEKS; week += 1) {
    await ended(await house.scans.start(ANN, { targets, save: true }));
    await until(async () => (await store.scansToTake(9)).length === 0);
  }
  expect(house.surprises).toEqual([]);
  return store;
};

it('a year of weekly scans gives the history that was planted, and asset reports tell it', async () => {
  const store = await yearOfScans();
  const assets = createAssets({ store });
  const standing = ({
    ip,
    id,
    port,
    state,
    timesFound,
    firstSeen,
    lastSeen,
    lastTested,
    ...rest
  }: KnownFinding) => ({
    ...{ ip, id, port, state, timesFound, firstSeen, lastSeen, lastTested },
    ...(rest.fixedAt === undefined ? {} : { fixedAt: rest.fixedAt, evidence: rest.evidence }),
  });
  const detected = async (choice: HostChoice & { status?: string }) => {
    const page = right(await assets.detections(ANN, choice));
    return (await collect(page.entries)).flatMap(({ findings }) => findings.map(standing));
  };
  const byName = (all: readonly { ip: string; id: string }[]) =>
    [...all].sort((a, b) => (a.ip + a.id < b.ip + b.id ? -1 : 1));
  const planted = PLANTED.map(expectedOf);
  expect(byName(await detected({ status: 'New,Active,Re-Opened,Fixed' }))).toEqual(byName(planted));
  // Release 6.17 knows nothing of what is fixed.
  expect(byName(await detected({}))).toEqual(byName(planted.filter(({ state }) => state !== 'fixed')));
  expect(await detected({ osPattern: '^Windows', status: 'Fixed' })).toHaveLength(2);

  const reports = createAssetReports({ store, clock: () => BEGIN + WEEKS * WEEK });
  const named = async (search: object) => {
    const found = right(reports.search(ANN, { groups: 'All', ...search }));
    return (await collect(found.hosts)).map(({ host }) => host.name);
  };
  // What is open counts, whether anything was found there or not.
  const bothGates = ['host1.company.example', 'host2.company.example'];
  expect(await named({ port: 445 })).toEqual(bothGates);
  expect(await named({ service: 'Microsoft-DS' })).toEqual(bothGates);
  expect(await named({ service: 'soft' })).toEqual([]);
  expect(await named({ port: 444 })).toEqual([]);
  expect(await named({ port: 23, service: 'telnet' })).toEqual(bothGates);
  expect(await named({ check: 7_000_000 })).toEqual([]);
  expect(await named({ dns: 'begin:HOST3' })).toEqual(['host3.company.example']);
  expect(await named({ os: 'match:linux 6.1', lastScan: 'within:7' })).toHaveLength(2);
  expect(await named({ lastScan: 'not within:7' })).toEqual([]);
  const ranged = right(reports.range(ANN, { ips: '127.0.0.2-127.0.0.5' }));
  expect((await collect(ranged.hosts)).map(({ host }) => host.id)).toEqual([2, 3]);
  expect(ranged.unknown()).toEqual([{ first: addressOf(4), last: addressOf(5) }]);

  // Any purge leaves what it does not mean.
  expect(right(await assets.purge(ANN, { ips: '127.0.0.1-127.0.0.2', osPattern: 'Windows' }))).toEqual([2]);
  expect(byName(await detected({ status: 'New,Active,Re-Opened,Fixed' }))).toEqual(
    byName(planted.filter(({ ip }) => ip !== '127.0.0.2')),
  );
});

it.each(['', ' '])('a host is not asked for by the empty name %j', async (dns) => {
  const reports = createAssetReports({ store: await freshStore(), clock: () => BEGIN });
  const told = await reports.host(ANN, { dns });
  expect(told._tag === 'Left' && told.left.text).toMatch(/host_dns.*empty/);
});

it('a host that is asked for by a name which others have is told with their addresses', async () => {
  const store = await freshStore();
  const history = createHistory({ store, account: 'ann', clock: () => 0, newId: () => 'x' });
  const hosts = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((ip) => ({ ip, findings: [], checks: [] }));
  const twins = madeReport(1, hosts).items.map((item) =>
    item.kind === 'host' && item.ip !== '192.0.2.2' ? { ...item, name: 'Twin.example' } : item,
  );
  await history.takeIn(readable('twins', twins));
  const reports = createAssetReports({ store, clock: () => BEGIN });
  const told = async (name: object) => {
    const { host, namesakes } = right(await reports.host(ANN, name));
    return [host.address, ...namesakes].map(formatAddress);
  };
  expect(await told({ dns: 'twin.EXAMPLE' })).toEqual(['192.0.2.1', '192.0.2.3']);
  expect(await told({ dns: 'name of 192.0.2.2' })).toEqual(['192.0.2.2']);
  expect(await told({ ip: '192.0.2.3' })).toEqual(['192.0.2.3']);
});

it('what is open on a host is forgotten by a scan that looked and found nothing open, and by no other', async () => {
  const store = await freshStore();
  const history = createHistory({ store, account: 'ann', clock: () => 0, newId: () => 'x' });
  const reports = createAssetReports({ store, clock: () => BEGIN });
  const found = async (search: object) => {
    const { hosts } = right(reports.search(ANN, { groups: 'All', ...search }));
    return (await collect(hosts)).length;
  };
  const scanned = async (week: number, rest: Partial<MadeHost>, rows?: string) => {
    const { items } = madeReport(week, [{ ip: '192.0.2.1', findings: [], checks: ['scan_tcp'], ...rest }]);
    const listed: readonly DocumentItem[] =
      rows === undefined
        ? []
        : [
            {
              ...{ kind: 'finding', ip: '192.0.2.1', section: 'service', id: 'scan_tcp', cve: [] },
              ...{ title: 'Open TCP ports', category: 'services', result: `Port\tName\tText\tFound${rows}` },
            },
          ];
    await history.takeIn(readable('x', [...items.slice(0, -1), ...listed, ...items.slice(-1)]));
    return [await found({ port: 3306 }), await found({ service: 'mysql' })];
  };
  expect(await scanned(1, {}, '\n3306\tmysql\t-\tssl/mysql\n60000\tunknown\t-\tunknown')).toEqual([1, 1]);
  expect(await found({ port: 60_000, service: 'mysql' })).toBe(1);
  expect(await scanned(2, { checks: ['smb_v1'] })).toEqual([1, 1]);
  expect(await scanned(3, { gaps: ['smb_v1'] })).toEqual([1, 1]);
  expect(await scanned(4, { status: 'down' })).toEqual([1, 1]);
  expect(await scanned(5, {})).toEqual([0, 0]);
  expect(await scanned(6, {}, '\n22\tssh\t-\tssh')).toEqual([0, 0]);
  expect(await found({ port: 22 })).toBe(1);
});
