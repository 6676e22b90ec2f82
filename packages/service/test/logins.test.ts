import { LATER_ENDPOINTS, type Endpoint } from '@openguard/protocol';
import type { Store } from '@openguard/storage';
import { expect, it } from 'vitest';
import { createLogins, createSealing, rotateKeys, sealedWith, type Logins } from '../src/index.js';
import { ANN, ended, freshStore, NOW, openHouse } from './house.js';
import { host, scriptedEngine } from './scripted-engine.js';
import type { ScanEngine } from '@openguard/scan-engine';
import { parseTargetList } from '@openguard/targets';

const { unixRecordCreate, unixRecordUpdate, snmpRecordCreate, snmpRecordUpdate } = LATER_ENDPOINTS;

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const sealing = createSealing(key(1));

/** What a request holds, read as the server reads it. */
const asked = <R>(
  { decode }: Endpoint<R>,
  action: string,
  parameters: Readonly<Record<string, string>>,
): R => {
  const read = decode([['action', action], ...Object.entries(parameters)]);
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
  return read.right;
};

type Parameters = Readonly<Record<string, string>>;
type Words = readonly (readonly [number | undefined, string, readonly number[]])[];

const codes = (words: Words): readonly (number | undefined)[] => words.map(([code]) => code);

const house = async (store?: Store) => {
  const kept = store ?? (await freshStore());
  const logins: Logins = createLogins({
    store: kept,
    clock: () => NOW,
    sealing: () => Promise.resolve(sealing),
  });
  const told = async (answer: ReturnType<Logins['createUnix']>): Promise<Words> => {
    const came = await answer;
    return 'number' in came
      ? [[came.number, came.text, []]]
      : came.map(({ code, text, ids }) => [code, text, ids] as const);
  };
  return {
    store: kept,
    logins,
    createUnix: (parameters: Parameters) =>
      told(logins.createUnix(ANN, asked(unixRecordCreate, 'create', parameters))),
    updateUnix: (parameters: Parameters) =>
      told(logins.updateUnix(ANN, asked(unixRecordUpdate, 'update', parameters))),
    createSnmp: (parameters: Parameters) =>
      told(logins.createSnmp(ANN, asked(snmpRecordCreate, 'create', parameters))),
    updateSnmp: (parameters: Parameters) =>
      told(logins.updateSnmp(ANN, asked(snmpRecordUpdate, 'update', parameters))),
    remove: (resource: 'unix' | 'snmp', ids: string) => told(logins.remove('ann', resource, ids)),
  };
};

const UNIX = { title: 'Mill', ips: '127.0.0.1-127.0.0.4', username: 'scan', password: 'hunter2' };
const SNMP = { title: 'Weir', ips: '127.0.0.1', community_strings: 'mill-secret' };
const V3 = { title: 'Weir', ips: '127.0.0.1', version: 'v3', username: 'scan' };

type Call = 'createUnix' | 'createSnmp';

const REFUSED: readonly (readonly [Call, Readonly<Record<string, string | undefined>>, number, RegExp])[] = [
  ['createUnix', { ...UNIX, username: '' }, 1903, /username/],
  ['createUnix', { ...UNIX, password: undefined }, 1903, /password/],
  ['createUnix', { ...UNIX, password: '' }, 1905, /password.*empty/],
  ['createUnix', { ...UNIX, skip_password: '1' }, 1904, /password, skip_password/],
  ['createUnix', { ...UNIX, sub_type: 'vms' }, 1905, /sub_type/],
  ['createUnix', { ...UNIX, enable_password: 'x' }, 1907, /enable_password/],
  [
    'createUnix',
    { ...UNIX, password: undefined, skip_password: '1', sub_type: 'cisco' },
    1907,
    /skip_password/,
  ],
  ['createUnix', { ...UNIX, port: '22,99999' }, 1905, /port/],
  ['createUnix', { ...UNIX, title: ' ' }, 1905, /title/],
  ['createUnix', { ...UNIX, title: 'x'.repeat(256) }, 1905, /255/],
  ['createUnix', { ...UNIX, password: 'x'.repeat(101) }, 1905, /password.*100/],
  ['createUnix', { ...UNIX, ips: '127.0.0.1,10.0.0.1' }, 1905, /not in this account: 10\.0\.0\.1/],
  ['createUnix', { ...UNIX, ips: '127.0.0' }, 1905, /ips/],
  ['createSnmp', { ...SNMP, username: 'x' }, 1907, /v3 have username/],
  ['createSnmp', { ...SNMP, community_strings: 'x'.repeat(65) }, 1905, /community_strings/],
  ['createSnmp', { ...SNMP, community_strings: undefined }, 1903, /community_strings/],
  ['createSnmp', { ...SNMP, community_strings: '' }, 1903, /community_strings/],
  ['createSnmp', { ...SNMP, version: 'v2c', community_strings: ' ,,' }, 1903, /community_strings/],
  ['createSnmp', { ...SNMP, version: 'v3', username: 'x' }, 1907, /no community_strings/],
  ['createSnmp', { ...V3, username: undefined }, 1903, /username/],
  ['createSnmp', { ...V3, password: 'x' }, 1903, /auth_alg/],
  ['createSnmp', { ...V3, auth_alg: 'MD5' }, 1903, /password/],
  ['createSnmp', { ...V3, priv_alg: 'AES', encrypt_password: 'x' }, 1907, /needs authentication/],
];

it('what is wrong is refused, and nothing of it is kept or repeated', async () => {
  const { store, ...calls } = await house();
  for (const [call, parameters, code, words] of REFUSED) {
    const given = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const [first] = await calls[call](Object.fromEntries(given));
    expect([parameters, first]).toEqual([parameters, [code, expect.stringMatching(words), []]]);
    expect(JSON.stringify(first)).not.toMatch(/hunter2|mill-secret|xxxx/);
  }
  expect(await store.listLogins()).toEqual([]);
});

it('what scans do not use yet is said in the reply', async () => {
  const { createUnix, createSnmp } = await house();
  const cisco = { ...UNIX, title: 'b', ips: '127.0.0.9', sub_type: 'cisco', enable_password: 'y' };
  expect(await createUnix(UNIX)).toMatchObject([
    [undefined, 'Successfully Created', [1]],
    [undefined, expect.stringMatching(/do not log in to Unix hosts yet/), []],
  ]);
  expect((await createUnix(cisco)).at(-1)?.[1]).toMatch(/Cisco IOS devices yet/);
  expect(await createSnmp(SNMP)).toEqual([[undefined, 'Successfully Created', [3]]]);
  expect((await createSnmp({ ...V3, title: 'v3' })).at(-1)?.[1]).toMatch(/do not use SNMPv3 yet/);
});

it('an IP stands in one Unix or in one Cisco IOS record of its account, and titles are unique', async () => {
  const { store, createUnix, createSnmp, updateUnix } = await house();
  await createUnix(UNIX);
  const other = { ...UNIX, title: 'Other', ips: '127.0.0.4-127.0.0.9' };
  expect(await createUnix({ ...other, sub_type: 'cisco' })).toEqual([
    [1920, expect.stringMatching(/127\.0\.0\.4 stand in the Unix record 1/), []],
  ]);
  expect(await createSnmp({ ...SNMP, title: ' mILL ' })).toEqual([
    [1905, expect.stringMatching(/record 1/), []],
  ]);
  expect((await createSnmp({ ...SNMP, ips: UNIX.ips }))[0]).toEqual([undefined, 'Successfully Created', [4]]);
  await createUnix({ ...other, ips: '127.0.0.5' });
  // The second of two that are changed at once stands in the way of the first.
  const both = await updateUnix({ ids: '1,5,77', add_ips: '127.0.0.30' });
  expect(both.map(([code, , ids]) => [code, ids])).toEqual([
    [undefined, [1]],
    [1920, [5]],
    [1905, [77]],
    [undefined, []],
  ]);
  const kept = await store.loginsOf('ann');
  expect(kept.map(({ ips }) => ips)).toEqual([
    '127.0.0.1-127.0.0.4,127.0.0.30',
    '127.0.0.1-127.0.0.4',
    '127.0.0.5',
  ]);
});

it('an update changes what is given, and what is secret stays secret', async () => {
  const { store, logins, createUnix, updateUnix, createSnmp, updateSnmp, remove } = await house();
  await createUnix(UNIX);
  await createSnmp({
    ...V3,
    auth_alg: 'SHA1',
    password: 'hunter2',
    priv_alg: 'AES',
    encrypt_password: 'deep',
  });
  await updateUnix({
    ids: '1',
    title: 'Mill 2',
    comments: 'c',
    add_ips: '127.0.0.9',
    remove_ips: '127.0.0.1',
  });
  expect(codes(await updateUnix({ ids: '1', ips: '127.0.0.1', add_ips: '127.0.0.2' }))).toEqual([1904]);
  expect(await updateUnix({ ids: '1', remove_ips: '127.0.0.0/24' })).toEqual([
    [1905, expect.stringMatching(/needs an IP/), [1]],
  ]);
  expect(codes(await updateUnix({ ids: '2', comments: 'x' }))).toEqual([1905]);
  const { records } = await logins.list('ann', 'unix', { title: 'mill' });
  expect(records).toMatchObject([
    { title: 'Mill 2', comments: 'c', ips: '127.0.0.2-127.0.0.4,127.0.0.9', username: 'scan' },
  ]);
  // The password went along; taken away, authentication takes privacy with it only if that is asked for.
  expect(codes(await updateSnmp({ ids: '2', auth_alg: '', password: '' }))).toEqual([1907]);
  await updateSnmp({ ids: '2', auth_alg: '', password: '', priv_alg: '', encrypt_password: '' });
  expect((await store.loginsOf('ann')).map(({ sealed }) => sealed !== undefined)).toEqual([true, false]);
  expect(JSON.stringify(await store.loginsOf('ann'))).not.toMatch(/hunter2|deep/);
  expect(await remove('snmp', '1-99')).toEqual([[undefined, 'Successfully Deleted', [2]]]);
  expect(codes(await remove('snmp', '1'))).toEqual([1905]);
});

it('no update leaves an SNMP record of version v1 or v2c without a community', async () => {
  const { store, createSnmp, updateSnmp } = await house();
  await createSnmp(SNMP);
  await createSnmp({ ...V3, title: 'v3' });
  const before = await store.loginsOf('ann');
  for (const change of [
    { ids: '1', community_strings: '' },
    { ids: '1', version: 'v2c', community_strings: ',,' },
    { ids: '2', version: 'v1' },
  ])
    expect(await updateSnmp(change)).toEqual([
      [1905, expect.stringMatching(/community_strings/), [Number(change.ids)]],
    ]);
  expect(await store.loginsOf('ann')).toEqual(before);
  expect(codes(await updateSnmp({ ids: '1', version: 'v2c' }))).toEqual([undefined]);
  expect(codes(await updateSnmp({ ids: '2', version: 'v2c', community_strings: 'b' }))).toEqual([undefined]);
});

it('secrets open in their record alone, with the key of the server, and rotate', async () => {
  const { store, createSnmp, updateSnmp } = await house();
  await createSnmp(SNMP);
  const [before] = await store.loginsOf('ann');
  if (before === undefined) throw new Error('no record');
  const moved = { ...before, ips: '127.0.0.2' };
  await store.changeLogins('ann', () => ({ put: [moved], answer: undefined }));
  expect(await updateSnmp({ ids: '1', comments: 'x' })).toMatchObject([
    [999, expect.stringMatching(/do not belong to this record/), [1]],
  ]);
  await store.changeLogins('ann', () => ({ put: [before], answer: undefined }));
  const next = createSealing(key(2), [key(1)]);
  expect(await rotateKeys({ store, sealing: next })).toEqual({ sealedAnew: 1, unopened: [] });
  const [after] = await store.loginsOf('ann');
  expect(sealedWith(after?.sealed ?? '')).toBe(next.keyId);
  expect(await rotateKeys({ store, sealing: next })).toEqual({ sealedAnew: 0, unopened: [] });
  // A server that still has the old key alone says so.
  expect(await updateSnmp({ ids: '1', comments: 'x' })).toMatchObject([
    [999, expect.stringMatching(/which this process does not have/), [1]],
  ]);
  expect(await rotateKeys({ store, sealing })).toEqual({
    sealedAnew: 0,
    unopened: [`authentication record ${after?.id ?? 0}`],
  });
});

it('scans of the account use its community strings, and say where they could not be opened', async () => {
  const store = await freshStore();
  const { createSnmp } = await house(store);
  await createSnmp({ ...SNMP, ips: '127.0.0.1', version: 'v2c', community_strings: 'mill-secret,b' });
  await createSnmp({ ...V3, ips: '127.0.0.1', title: 'not used' });
  await store.addAccount({ ...ANN, name: 'eve' });
  const requests: unknown[] = [];
  const scripted = scriptedEngine([{ kind: 'host', host: host('127.0.0.1') }]);
  const engine: ScanEngine = {
    ...scripted,
    scan: (request, signal) => {
      requests.push(request.snmp);
      return scripted.scan(request, signal);
    },
  };
  const targets = parseTargetList('127.0.0.1');
  if (targets._tag === 'Left') throw new Error(targets.left.tag);
  const gaps: unknown[] = [];
  for (const [account, keys] of [
    [ANN, { sealing: () => Promise.resolve(sealing) }],
    [ANN, {}],
    [{ ...ANN, name: 'eve' }, {}],
  ] as const) {
    const opened = await openHouse({ store, engine, ...keys });
    const { ref } = await ended(await opened.scans.start(account, { targets: targets.right, save: true }));
    for await (const { coverage } of store.hostsOf(ref)) gaps.push(coverage.gaps.map(({ reason }) => reason));
    await opened.jobs.stop(1000);
  }
  const addresses = targets.right.addresses;
  const access = { addresses, version: 'v2c', communities: ['mill-secret', 'b'], record: 1 };
  expect(requests).toEqual([[access], [], []]);
  expect(gaps).toEqual([
    [],
    [expect.stringMatching(/record 1 cannot be opened: this process has no key/)],
    [],
  ]);
});
