import type { Account } from '@openguard/model';
import { openSqliteStore, type Store } from '@openguard/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { createHook } from 'node:async_hooks';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createAccounts, createAuthentication, hashPassword, verifyPassword } from '../src/index.js';

const CHEAP = { N: 1024, r: 8, p: 1 };
let directory: string;
let store: Store;
let now = 0;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-accounts-'));
  store = await openSqliteStore({ directory, simulated: false });
  now = 1_000_000;
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const accounts = () => createAccounts({ store, clock: () => now, cost: CHEAP });
const add = (more: Partial<Parameters<ReturnType<typeof accounts>['add']>[0]> = {}) =>
  accounts().add({ name: 'ann', role: 'user', targets: '127.0.0.1', password: 'correct horse', ...more });
const nameOf = (result: Account | string) => (typeof result === 'string' ? result : result.name);

/** Counts the passwords that are hashed from now on. */
const countHashes = (): (() => number) => {
  let count = 0;
  const hook = createHook({
    init: (_, type) => {
      if (type === 'SCRYPTREQUEST') count += 1;
    },
  }).enable();
  onTestFinished(() => void hook.disable());
  return () => count;
};

describe('passwords', () => {
  it('are hashed with a salt of their own and verified', async () => {
    const [one, two] = await Promise.all([hashPassword('pässword', CHEAP), hashPassword('pässword', CHEAP)]);
    expect(one).not.toBe(two);
    expect(await verifyPassword('pässword', one)).toBe(true);
    expect(await verifyPassword('pässwore', one)).toBe(false);
    expect(await verifyPassword('', one)).toBe(false);
    expect(await verifyPassword('x', 'plain$x')).toBe(false);
  });
});

describe('authentication', () => {
  it('accepts the right password and nothing else', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    expect(nameOf(await authenticate('ann', 'correct horse'))).toBe('ann');
    expect(await authenticate('ann', 'Correct horse')).toBe('refused');
    expect(await authenticate('eve', 'correct horse')).toBe('refused');
    expect(await authenticate('', '')).toBe('refused');
  });

  it('drops a remembered credential as soon as the password changes or the account goes', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    expect(nameOf(await authenticate('ann', 'correct horse'))).toBe('ann');
    await accounts().setPassword('ann', 'battery staple');
    expect(await authenticate('ann', 'correct horse')).toBe('refused');
    expect(nameOf(await authenticate('ann', 'battery staple'))).toBe('ann');
    await accounts().remove('ann');
    expect(await authenticate('ann', 'battery staple')).toBe('refused');
  });

  it('sees a change of addresses at once', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    await authenticate('ann', 'correct horse');
    await accounts().setTargets('ann', '127.0.0.2');
    expect(await authenticate('ann', 'correct horse')).toMatchObject({ targets: '127.0.0.2' });
  });

  it('turns log-ins away when too many wait for a hash', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    const results = await Promise.all(
      Array.from({ length: 80 }, (_, i) => authenticate('ann', `wrong ${i}`)),
    );
    expect(results).toContain('busy');
    expect(results.filter((result) => result === 'refused').length).toBeGreaterThan(20);
  });

  it('checks the same log-in only once when many come at the same time', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    const hashes = countHashes();
    const results = await Promise.all(
      Array.from({ length: 100 }, () => authenticate('ann', 'correct horse')),
    );
    expect(results.map(nameOf)).toEqual(Array.from({ length: 100 }, () => 'ann'));
    expect(hashes()).toBe(1);
  });

  it('hashes nothing before somebody asks, and as much for a user that is unknown as for one that is not', async () => {
    await add();
    const hashes = countHashes();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    expect(hashes()).toBe(0);
    for (const [index, user] of ['eve', 'ann', 'eve', 'bob', 'ann', ''].entries()) {
      expect(await authenticate(user, 'wrong')).toBe('refused');
      expect([user, hashes()]).toEqual([user, index + 1]);
    }
  });

  it('goes by the account as it is when the turn comes', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    const other = await hashPassword('battery staple', CHEAP);
    const first = authenticate('ann', 'wrong');
    const second = authenticate('ann', 'correct horse');
    await store.setPasswordHash('ann', other);
    expect([await first, await second]).toEqual(['refused', 'refused']);
  });
});

describe('a flood of wrong log-ins', () => {
  const flood = (authenticate: ReturnType<typeof createAuthentication>, at: (index: number) => Caller) =>
    Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const { user = 'ann', ...caller } = at(index);
        return authenticate(user, `wrong ${index}`, caller);
      }),
    );
  type Caller = { readonly user?: string; readonly address: string; readonly signal?: AbortSignal };

  it.each<[string, (index: number) => Caller]>([
    ['as one user', () => ({ address: '127.0.0.1' })],
    ['as many users', (index) => ({ address: '127.0.0.1', user: `user ${index}` })],
    ['from three addresses', (index) => ({ address: `127.0.0.${1 + (index % 3)}` })],
  ])('%s lets a right one from elsewhere through, soon', async (_, at) => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    let over = 0;
    const flooding = flood(authenticate, at).then((results) => {
      over = results.length;
      return results;
    });
    const hashes = countHashes();
    const right = await authenticate('ann', 'correct horse', { address: '192.0.2.1' });
    expect(nameOf(right)).toBe('ann');
    // One was at work, each address has had a turn, and one is at work again.
    expect([hashes() <= 6, over]).toEqual([true, 0]);
    // Only whoever floods is turned away.
    expect((await flooding).filter((result) => result === 'busy').length).toBeGreaterThan(20);
  });

  it('as one user lets another user of the same address through', async () => {
    await add();
    await add({ name: 'bob', password: 'battery staple' });
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    const flooding = flood(authenticate, () => ({ address: '127.0.0.1' }));
    expect(nameOf(await authenticate('bob', 'battery staple', { address: '127.0.0.1' }))).toBe('bob');
    await flooding;
  });

  it('whose callers have gone takes no time and no place', async () => {
    await add();
    const authenticate = createAuthentication({ store, clock: () => now, cost: CHEAP });
    const gone = new AbortController();
    const hashes = countHashes();
    const flooding = flood(authenticate, () => ({ address: '127.0.0.1', signal: gone.signal }));
    gone.abort();
    const results = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        authenticate('ann', `mine ${index}`, { address: '127.0.0.1' }),
      ),
    );
    expect(results).toEqual(Array.from({ length: 32 }, () => 'refused'));
    expect(hashes()).toBeLessThanOrEqual(33);
    expect(new Set(await flooding)).toEqual(new Set(['busy']));
  });
});

describe('failures', () => {
  const authentication = () => createAuthentication({ store, clock: () => now, cost: CHEAP });
  const fail = async (authenticate: ReturnType<typeof authentication>, times: number, address: string) => {
    const results = [];
    for (let index = 0; index < times; index += 1)
      results.push(await authenticate('ann', `wrong ${index}`, { address }));
    return results;
  };

  it('slow down whoever fails, as long as it fails, and lock nobody out', async () => {
    await add();
    const authenticate = authentication();
    const hashes = countHashes();
    expect(await fail(authenticate, 8, '192.0.2.1')).toEqual([
      ...Array<string>(5).fill('refused'),
      ...Array<string>(3).fill('slowed'),
    ]);
    // What is slowed costs nothing, whether or not it is right.
    expect(await authenticate('ann', 'correct horse', { address: '192.0.2.1' })).toBe('slowed');
    expect(hashes()).toBe(5);
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.2' }))).toBe('ann');
    now += 5000;
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.1' }))).toBe('ann');
  });

  it('of unknown users count as well', async () => {
    const authenticate = authentication();
    expect((await fail(authenticate, 6, '192.0.2.1')).at(-1)).toBe('slowed');
  });

  it('do not slow a credential that was right before, even from the same address', async () => {
    await add();
    const authenticate = authentication();
    await authenticate('ann', 'correct horse', { address: '192.0.2.9' });
    now += 600_000;
    expect((await fail(authenticate, 6, '192.0.2.1')).at(-1)).toBe('slowed');
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.1' }))).toBe('ann');
    // Until the password changes.
    await accounts().setPassword('ann', 'battery staple');
    expect(await authenticate('ann', 'correct horse', { address: '192.0.2.1' })).toBe('slowed');
  });

  it('as many users from one address slow that address', async () => {
    const authenticate = authentication();
    for (let index = 0; index < 50; index += 1)
      expect(await authenticate(`user ${index}`, 'wrong', { address: '192.0.2.1' })).toBe('refused');
    expect(await authenticate('user 51', 'wrong', { address: '192.0.2.1' })).toBe('slowed');
    expect(await authenticate('user 51', 'wrong', { address: '192.0.2.2' })).toBe('refused');
  });

  it('as one user from many addresses leave each address one try at a time', async () => {
    await add();
    const authenticate = authentication();
    for (let index = 0; index < 20; index += 1)
      expect(await authenticate('ann', 'wrong', { address: `192.0.2.${index}` })).toBe('refused');
    expect(await authenticate('ann', 'other', { address: '192.0.2.1' })).toBe('slowed');
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.200' }))).toBe('ann');
  });

  it('from more addresses than may wait keep nobody out who has none', async () => {
    await add();
    const authenticate = authentication();
    const crowd = Array.from({ length: 40 }, (_, index) => `198.51.100.${index}`);
    const round = (text: string) =>
      Promise.all(crowd.map((address) => authenticate(`user ${address}`, text, { address })));
    for (const address of crowd) await authenticate(`user ${address}`, 'wrong', { address });
    const first = round('wrong again');
    const hashes = countHashes();
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.1' }))).toBe('ann');
    expect(hashes()).toBeLessThanOrEqual(3);
    expect(await first).toContain('busy');
    // What was right before goes first even among addresses of which nothing is known any more.
    now += 600_000;
    const second = round('much later');
    const later = countHashes();
    expect(nameOf(await authenticate('ann', 'correct horse', { address: '192.0.2.2' }))).toBe('ann');
    expect(later()).toBeLessThanOrEqual(3);
    expect(await second).toContain('busy');
  });
});

describe('accounts', () => {
  it.each([
    [{ name: '' }, /account name/],
    [{ name: 'a b' }, /account name/],
    [{ name: '../x' }, /account name/],
    [{ targets: '1.2.3.5.7' }, /"1\.2\.3\.5\.7"/],
    [{ password: 'short' }, /8 to 1024/],
  ])('refuse %j', async (more, message) => {
    await expect(add(more)).rejects.toMatchObject({ code: 'OG_ACCOUNT' });
    await expect(add(more)).rejects.toThrow(message);
    expect(await accounts().list()).toEqual([]);
  });

  it('refuse what does not exist, and the second of a name', async () => {
    await add();
    await expect(add()).rejects.toMatchObject({ code: 'OG_ACCOUNT' });
    await expect(accounts().remove('eve')).rejects.toMatchObject({ code: 'OG_ACCOUNT' });
    await expect(accounts().setPassword('eve', 'long enough')).rejects.toMatchObject({ code: 'OG_ACCOUNT' });
    await expect(accounts().setTargets('eve', '127.0.0.1')).rejects.toMatchObject({ code: 'OG_ACCOUNT' });
  });
});
