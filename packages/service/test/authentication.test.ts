import type { Account } from '@openguard/model';
import { openSqliteStore, type Store } from '@openguard/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
