import type { Account } from '@openguard/model';
import { openSqliteStore, type Store } from '@openguard/storage';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  countSealed,
  createOutbox,
  createSealing,
  createUpkeep,
  retryMail,
  rotateKeys,
  type Handover,
  type Mailer,
  type MailEvent,
} from '../src/index.js';
import { scriptedMailer } from './scripted-mailer.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const CONTENTS = { name: 'Ada', subject: 'An account', text: 'It is swordfish.', secret: 'swordfish' };

const account: Account = {
  name: 'ada',
  role: 'user',
  targets: '',
  domain: '',
  passwordHash: 'x',
  createdAt: 0,
  email: 'ada@mill.example',
};

let directory: string;
let store: Store;
let now: number;
let told: MailEvent[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-outbox-'));
  store = await openSqliteStore({ directory, simulated: false });
  now = 1_000_000;
  told = [];
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

const fail = (error: unknown): never => {
  throw error;
};

const outboxWith = (
  mailer: Mailer,
  change: { key?: number; store?: Store; unexpected?: (error: unknown) => void } = {},
) =>
  createOutbox({
    store: change.store ?? store,
    mailer,
    sealing: () => Promise.resolve(createSealing(new Uint8Array(32).fill(change.key ?? 1))),
    clock: () => now,
    random: () => 0.5,
    expiryMs: HOUR,
    note: (event) => told.push(event),
    unexpected: change.unexpected ?? fail,
    pauseMs: 20,
  });

const queue = async (mailer: Mailer, name = 'ada') => {
  const outbox = outboxWith(mailer);
  const address = `${name}@mill.example`;
  const mail = await outbox.write({ account: name, address }, CONTENTS);
  await store.addAccount({ ...account, name, email: address }, mail);
  outbox.queued(mail);
  return outbox;
};

const later = (reason: string): Handover => ({ tag: 'later', reason });

it('a letter is delivered once, and then nothing is left of it', async () => {
  const { mailer, handed } = scriptedMailer();
  const outbox = await queue(mailer);
  const [queued] = await store.listMails();
  expect(queued).toMatchObject({ account: 'ada', to: 'ada@mill.example', state: 'queued', attempts: 0 });
  expect(queued?.sealed).not.toContain('swordfish');
  await outbox.deliverDue();
  await outbox.deliverDue();
  expect(handed).toEqual([
    {
      id: queued?.id,
      to: { name: 'Ada', address: 'ada@mill.example' },
      subject: 'An account',
      text: 'It is swordfish.',
    },
  ]);
  const [delivered] = await store.listMails();
  expect(delivered).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(delivered).not.toHaveProperty('sealed');
  expect(told.map(({ state }) => state)).toEqual(['queued', 'delivered']);
});

it('nothing on the disk tells a password', async () => {
  await queue(scriptedMailer().mailer);
  for (const name of await readdir(directory)) {
    expect(await readFile(join(directory, name), 'latin1')).not.toContain('swordfish');
  }
});

describe('a letter that is not taken', () => {
  it('is tried again, ever less often, under the same name', async () => {
    const { mailer, handed } = scriptedMailer(later('busy'), later('away'), later('busy again'));
    const outbox = await queue(mailer);
    for (const wait of [1, 2, 5]) {
      await outbox.deliverDue();
      const [mail] = await store.listMails();
      expect(mail).toMatchObject({ state: 'queued', nextAt: now + wait * MINUTE });
      now += wait * MINUTE - 1;
      await outbox.deliverDue();
      now += 1;
    }
    await outbox.deliverDue();
    expect(new Set(handed.map(({ id }) => id)).size).toBe(1);
    expect(handed).toHaveLength(4);
    expect(await store.listMails()).toMatchObject([{ state: 'delivered', attempts: 4 }]);
    expect(told.map(({ failure }) => failure)).toEqual([undefined, 'busy', 'away', 'busy again', undefined]);
  });

  it('is given up and erased at its time, and not before', async () => {
    const { mailer, handed } = scriptedMailer(...Array.from({ length: 99 }, () => later('away')));
    const outbox = await queue(mailer);
    const end = now + HOUR;
    for (; now < end; now += MINUTE) await outbox.deliverDue();
    expect(await store.listMails()).toMatchObject([{ state: 'queued', nextAt: end }]);
    const tried = handed.length;
    await outbox.deliverDue();
    const [expired] = await store.listMails();
    expect(expired).toMatchObject({ state: 'expired', failure: 'away' });
    expect(expired).not.toHaveProperty('sealed');
    expect(handed).toHaveLength(tried);
  });

  it('tells neither password nor address, though the mail server does', async () => {
    const reason = '451 cannot take "It is swordfish." for ada@mill.example';
    const outbox = await queue(scriptedMailer(later(reason)).mailer);
    await outbox.deliverDue();
    expect(await store.listMails()).toMatchObject([{ failure: '451 cannot take "It is ***." for ***' }]);
  });
});

describe('a letter that is refused', () => {
  const refused = { tag: 'never', reason: '550 no such user' } as const;

  it('stays visible, and goes when the operator says so', async () => {
    const { mailer, handed } = scriptedMailer(refused);
    const outbox = await queue(mailer);
    await outbox.deliverDue();
    now += 30 * MINUTE;
    await outbox.deliverDue();
    expect(handed).toHaveLength(1);
    const [failed] = await store.listMails();
    expect(failed).toMatchObject({ state: 'failed', failure: '550 no such user' });
    expect(await retryMail({ store, clock: () => now }, failed?.id)).toBe(1);
    await outbox.deliverDue();
    expect(handed).toHaveLength(2);
    expect(await store.listMails()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('is erased at its time', async () => {
    const outbox = await queue(scriptedMailer(refused).mailer);
    await outbox.deliverDue();
    const options = { store, clock: () => now, expiryMs: HOUR, erased: fail, unexpected: fail };
    const upkeep = createUpkeep({ ...options, note: (event) => told.push(event) });
    await upkeep.once();
    expect((await store.listMails())[0]).toHaveProperty('sealed');
    now += HOUR;
    await upkeep.once();
    const [expired] = await store.listMails();
    expect(expired).toMatchObject({ state: 'expired', failure: '550 no such user' });
    expect(expired).not.toHaveProperty('sealed');
    expect(told.at(-1)).toMatchObject({ state: 'expired' });
  });
});

it('trying again needs a letter that is there and not over', async () => {
  await (await queue(scriptedMailer().mailer)).deliverDue();
  const again = { store, clock: () => now };
  const [delivered] = await store.listMails();
  await expect(retryMail(again, delivered?.id)).rejects.toMatchObject({ code: 'OG_MAIL' });
  await expect(retryMail(again, 'none')).rejects.toMatchObject({ code: 'OG_MAIL' });
  expect(await retryMail(again)).toBe(0);
});

it('another key leaves a letter to who has the right one, and says which that is', async () => {
  const { mailer, handed } = scriptedMailer();
  const right = await queue(mailer);
  await outboxWith(mailer, { key: 2 }).deliverDue();
  expect(handed).toEqual([]);
  const [mail] = await store.listMails();
  const [ours, theirs] = [1, 2].map((byte) => createSealing(new Uint8Array(32).fill(byte)).keyId);
  expect(mail).toMatchObject({ state: 'queued', attempts: 0 });
  expect(mail?.failure).toContain(`the key ${ours ?? ''}, and this server has ${theirs ?? ''}`);
  now += 10 * MINUTE;
  await right.deliverDue();
  expect(handed).toHaveLength(1);
});

it('a letter that was changed in the store is never sent', async () => {
  const { mailer, handed } = scriptedMailer();
  const outbox = await queue(mailer);
  await queue(mailer, 'eve');
  const [ada, eve] = await store.listMails();
  if (ada?.sealed === undefined || eve === undefined) throw new Error('no mails');
  await store.updateMail({ ...eve, sealed: ada.sealed });
  await outbox.deliverDue();
  expect(handed.map(({ to }) => to.address)).toEqual([ada.to]);
  expect((await store.listMails()).map(({ state }) => state).sort()).toEqual(['delivered', 'failed']);
});

it('a letter that is sealed anew while it is on its way stays so, whatever comes of it', async () => {
  const next = createSealing(new Uint8Array(32).fill(9), [new Uint8Array(32).fill(1)]);
  const { mailer } = scriptedMailer(later('451 busy'));
  const rotating: Mailer = {
    hand: async (...letter) => {
      expect(await rotateKeys({ store, sealing: next })).toEqual({ sealedAnew: 1, unopened: [] });
      return mailer.hand(...letter);
    },
  };
  await (await queue(rotating)).deliverDue();
  const [mail] = await store.listMails();
  expect(mail).toMatchObject({ state: 'queued', attempts: 1, failure: '451 busy' });
  expect([...(await countSealed(store))]).toEqual([[next.keyId, 1]]);
});

it('is told when what came of a letter cannot be kept', async () => {
  const { mailer, handed } = scriptedMailer();
  await queue(mailer);
  // Others are always quicker than whoever delivers.
  const busy: Store = {
    ...store,
    updateMail: (mail, seen) =>
      mail.state === 'delivered' ? Promise.resolve(false) : store.updateMail(mail, seen),
  };
  const unexpected: unknown[] = [];
  await outboxWith(mailer, { store: busy, unexpected: (error) => unexpected.push(error) }).deliverDue();
  expect(handed).toHaveLength(1);
  expect(unexpected).toMatchObject([
    {
      code: 'OG_MAIL',
      message: expect.stringMatching(/^the letter \S+ .* 20 times .*handed over, and comes again/) as unknown,
    },
  ]);
});

it('two servers deliver a letter once', async () => {
  const other = await openSqliteStore({ directory, simulated: false });
  const { mailer, handed } = scriptedMailer();
  const outbox = await queue(mailer);
  await Promise.all([outbox.deliverDue(), outboxWith(mailer, { store: other }).deliverDue()]);
  await other.close();
  expect(handed).toHaveLength(1);
});

it('a server that died while it sent is followed by another try', async () => {
  const never: Mailer = { hand: () => new Promise(() => undefined) };
  void (await queue(never)).deliverDue();
  await expect.poll(async () => (await store.listMails())[0]?.attempts).toBe(1);
  const { mailer, handed } = scriptedMailer();
  const next = outboxWith(mailer);
  await next.deliverDue();
  expect(handed).toEqual([]);
  now += 5 * MINUTE;
  await next.deliverDue();
  expect(handed).toHaveLength(1);
});

it('what is queued goes at once, and stopping hands back what was not taken', async () => {
  const slow: Mailer = {
    hand: (_, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(later('stopped')));
      }),
  };
  const outbox = await queue(slow);
  outbox.start();
  await expect.poll(async () => (await store.listMails())[0]?.attempts).toBe(1);
  await outbox.stop();
  expect(await store.listMails()).toMatchObject([{ state: 'queued', nextAt: now }]);

  const { mailer, handed } = scriptedMailer();
  const next = outboxWith(mailer);
  next.start();
  await expect.poll(() => handed.length).toBe(1);
  const mail = await next.write({ account: 'bob', address: 'bob@mill.example' }, CONTENTS);
  await store.addAccount({ ...account, name: 'bob', email: 'bob@mill.example' }, mail);
  next.queued(mail);
  await expect.poll(() => handed.length).toBe(2);
  await next.stop();
  expect((await store.listMails()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});

it('an account that is removed takes its letters along', async () => {
  const { mailer, handed } = scriptedMailer();
  const outbox = await queue(mailer);
  await store.removeAccount('ada');
  await outbox.deliverDue();
  expect([handed, await store.listMails()]).toEqual([[], []]);
});
