import { enrollmentForm } from '@openguard/enrollment';
import type { Account } from '@openguard/model';
import { openSqliteStore, type Store } from '@openguard/storage';
import { LOOPBACK, parseTargetList, type AddressSet } from '@openguard/targets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createEnrollment,
  createOutbox,
  createSealing,
  verifyPassword,
  type EnrollmentOptions,
  type EnrollmentRecord,
} from '../src/index.js';
import { scriptedMailer } from './scripted-mailer.js';

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

type Change = Partial<Record<keyof typeof FORM, string>>;

const enrollmentWith = (options: Partial<EnrollmentOptions> = {}) =>
  createEnrollment({
    store,
    scope: LOOPBACK,
    clock: () => 5,
    cost: { N: 2 ** 10, r: 8, p: 1 },
    form: enrollmentForm({ serviceLevels: ['full', 'light'] }),
    ...options,
  });

const enroll = (change: Change = {}, caller = office, options: Partial<EnrollmentOptions> = {}) =>
  enrollmentWith(options).enroll(caller, Object.entries({ ...FORM, ...change }));

const addresses = (text: string): AddressSet => {
  const list = parseTargetList(text);
  return list._tag === 'Right' ? list.right.addresses : [];
};

const fail = (error: unknown): never => {
  throw error;
};

it('makes an account of a user that owns what the form says, with a password of its own', async () => {
  const one = await enroll();
  const two = await enroll({ company: '水車', email: 'two@mill.example' });
  if (!('password' in one && 'password' in two)) throw new Error('refused');
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
    email: 'ada@mill.example',
    serviceLevel: 'full',
    enrolledBy: 'office',
  });
  expect(made?.contact).toEqual({
    prefix: 'Ms',
    firstname: 'Ada',
    lastname: 'Mill',
    title: 'Miller',
    phone: '+33 1',
    company: 'Mühle & Sons 1901 Limited',
    addr1: '1 Weir Lane',
    city: 'Lille',
    state: 'No State',
    zipcode: '59000',
    country: 'France',
  });
  expect(made?.passwordHash).not.toContain(one.password);
  expect(await verifyPassword(one.password, made?.passwordHash ?? '')).toBe(true);
});

it('passes over a name that someone has', async () => {
  await store.addAccount({ ...office, name: 'mill_1' });
  expect(await enroll({ company: 'Mill' })).toMatchObject({ username: 'mill_2' });
});

it('mails the password to the user when the reply does not tell it', async () => {
  const { mailer, handed } = scriptedMailer();
  const outbox = createOutbox({
    store,
    mailer,
    sealing: () => Promise.resolve(createSealing(new Uint8Array(32))),
    clock: () => 5,
    expiryMs: 1000,
    note: () => undefined,
    unexpected: fail,
  });
  const mailing = { outbox, url: 'https://scan.example/' };
  const enrolled = await enroll({ returnpassword: 'no' }, office, mailing);
  expect(enrolled).toEqual({ username: 'muhlesons190_1', serviceLevel: 'full' });
  expect(handed).toEqual([]);
  await outbox.deliverDue();
  const [letter] = handed;
  expect(letter?.to).toEqual({ name: 'Ada Mill', address: 'ada@mill.example' });
  const [, name, password = ''] =
    /User name: +(\S+)\n.*Password: +(\S+)\n[^]*127\.0\.0\.1, 127\.0\.0\.8\/31/.exec(letter?.text ?? '') ??
    [];
  expect(name).toBe('muhlesons190_1');
  expect(letter?.text).toContain('https://scan.example/');
  expect(letter?.subject).not.toContain(password);
  const made = await store.findAccount('muhlesons190_1');
  expect(await verifyPassword(password, made?.passwordHash ?? '')).toBe(true);
  expect(await enroll({ email: 'two@mill.example' }, office, mailing)).toHaveProperty('password');
  expect(await store.listMails()).toHaveLength(1);
});

it('makes one account of a form that comes twice, also at once', async () => {
  const enrollment = enrollmentWith();
  const forms = [FORM, FORM, { ...FORM, email: 'ADA@Mill.example' }];
  const replies = await Promise.all(forms.map((form) => enrollment.enroll(office, Object.entries(form))));
  const inUse = {
    fields: [
      { field: 'email', error: 'invalid', text: expect.stringMatching(/has this address already/) as string },
    ],
    summary: 'e-mail address in use',
  };
  expect(replies.filter((reply) => 'username' in reply)).toHaveLength(1);
  expect(replies.filter((reply) => 'summary' in reply)).toEqual([inUse, inUse]);
  expect(await enroll()).toEqual(inUse);
  expect(await store.listAccounts()).toHaveLength(1);
});

it('keeps who enrolled whom for what before the account is there, and makes none without', async () => {
  const records: EnrollmentRecord[] = [];
  const record = async (entry: EnrollmentRecord): Promise<void> => {
    expect(await store.findAccount(entry.subject)).toBeUndefined();
    records.push(entry);
  };
  await enroll({}, office, { record });
  expect(records).toEqual([
    {
      account: 'office',
      action: 'enroll',
      subject: 'muhlesons190_1',
      detail: expect.stringMatching(
        /^targetip=127\.0\.0\.1, 127\.0\.0\.8\/31; .*validated ownership/,
      ) as string,
    },
  ]);
  const lost = Promise.reject(new Error('disk full'));
  const refused = enroll({ email: 'two@mill.example' }, office, { record: () => lost });
  await expect(refused).rejects.toThrow('disk full');
  expect(await store.listAccounts()).toHaveLength(1);
});

it.each<[string, string, RegExp]>([
  ['excluded addresses', '127.0.0.1-127.0.0.9', /^excluded by the operator of this server: 127\.0\.0\.8/],
  [
    'too many addresses',
    '127.0.1.0/24',
    /^it holds 256 addresses; an account has at most 20 on this server$/,
  ],
  [
    'both, outside the scope',
    '127.0.0.8,128.0.0.0/24',
    /^outside the scope .*: 128\.0\.0\.0-128\.0\.0\.255; excluded .*: 127\.0\.0\.8; it holds 257/,
  ],
])('refuses %s', async (_, targetip, words) => {
  const bounds = { excluded: addresses('127.0.0.8'), mostAddresses: 20 };
  expect(await enroll({ targetip }, office, bounds)).toEqual({
    fields: [{ field: 'targetip', error: 'invalid', text: expect.stringMatching(words) as string }],
    summary: 'invalid list of target addresses',
  });
  expect(await store.listAccounts()).toEqual([]);
  expect(await enroll({ targetip: '127.0.0.9' }, office, bounds)).toHaveProperty('username');
});

it.each<[string, Change, Account, object]>([
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
