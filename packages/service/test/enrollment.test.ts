import { enrollmentForm } from '@openguard/enrollment';
import type { Account } from '@openguard/model';
import { openSqliteStore, type Store } from '@openguard/storage';
import { LOOPBACK } from '@openguard/targets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createEnrollment, verifyPassword } from '../src/index.js';

const office: Account = {
  name: 'office',
  role: 'backoffice',
  targets: '',
  domain: '',
  passwordHash: 'x',
  createdAt: 0,
};

const FORM = {
  prefix: 'Ms',
  firstname: 'Ada',
  lastname: 'Mill',
  title: 'Miller',
  phone: '+33 1',
  email: 'ada@mill.example',
  company: 'Mühle & Sons 1901 Limited',
  addr1: '1 Weir Lane',
  city: 'Lille',
  state: 'No State',
  zipcode: '59000',
  country: 'France',
  slevel: 'full',
  domain: 'Mill.Example',
  targetip: '127.0.0.1, 127.0.0.8/31',
  type: 'Customer',
  returnpassword: 'yes',
};

let directory: string;
let store: Store;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-service-'));
  store = await openSqliteStore({ directory, simulated: false });
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const enroll = (change: Partial<Record<keyof typeof FORM, string>> = {}, caller = office) =>
  createEnrollment({
    store,
    scope: LOOPBACK,
    clock: () => 5,
    cost: { N: 2 ** 10, r: 8, p: 1 },
    form: enrollmentForm({ serviceLevels: ['full', 'light'] }),
  }).enroll(caller, Object.entries({ ...FORM, ...change }));

it('makes an account of a user that owns what the form says, with a password of its own', async () => {
  const one = await enroll();
  const two = await enroll({ company: '水車' });
  if (!('username' in one && 'username' in two)) throw new Error('refused');
  expect([one.username, two.username]).toEqual(['muhlesons190_1', 'user_2']);
  expect(one.serviceLevel).toBe('full');
  expect(one.password).toMatch(/^[\w-]{20}$/);
  expect(two.password).not.toBe(one.password);
  const made = await store.findAccount(one.username);
  expect(made).toMatchObject({
    role: 'user',
    targets: '127.0.0.1, 127.0.0.8/31',
    domain: 'mill.example',
    createdAt: 5,
  });
  expect(made?.passwordHash).not.toContain(one.password);
  expect(await verifyPassword(one.password, made?.passwordHash ?? '')).toBe(true);
});

it('passes over a name that someone has', async () => {
  await store.addAccount({ ...office, name: 'mill_1' });
  expect(await enroll({ company: 'Mill' })).toMatchObject({ username: 'mill_2' });
});

it.each<[string, Partial<Record<keyof typeof FORM, string>>, Account, object]>([
  [
    'a user, whatever the form holds',
    { email: '' },
    { ...office, role: 'user' },
    { number: 2012, fields: [], summary: 'Only back office accounts may enroll others.' },
  ],
  [
    'addresses outside the scope',
    { targetip: '127.0.0.1,192.0.2.1-192.0.2.9' },
    office,
    {
      fields: [
        {
          field: 'targetip',
          error: 'invalid',
          text: 'outside the scope that the operator of this server allows: 192.0.2.1-192.0.2.9',
        },
      ],
      summary: 'invalid list of target addresses',
    },
  ],
  [
    'everything that is wrong at once',
    { email: '', slevel: 'gold', targetip: '192.0.2.1' },
    office,
    {
      fields: [
        { field: 'email', error: 'missing', text: '' },
        { field: 'slevel', error: 'invalid', text: '"gold" is none of "full", "light"' },
        { field: 'targetip', error: 'invalid', text: expect.stringMatching(/^outside the scope/) as string },
      ],
      summary: 'missing e-mail address, invalid service level, invalid list of target addresses',
    },
  ],
  [
    'a password that nobody could be told',
    { returnpassword: 'no' },
    office,
    {
      fields: [
        { field: 'returnpassword', error: 'invalid', text: expect.stringMatching(/no mail/) as string },
      ],
      summary: expect.stringMatching(/ask for returnpassword=yes/) as string,
    },
  ],
])('refuses %s', async (_, change, caller, refusal) => {
  expect(await enroll(change, caller)).toEqual(refusal);
  expect(await store.listAccounts()).toEqual([]);
});
