import type { OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { describe, expect, it } from 'vitest';
import {
  createOutbox,
  createSealing,
  createTeller,
  createWatches,
  openWatch,
  rotateKeys,
  shownAddress,
  type Letter,
} from '../src/index.js';
import { ended, freshStore, openHouse, until } from './house.js';
import { host } from './scripted-engine.js';

const HOSTILE = 'Title \u001b[31m<script>\r\nBcc: x@y\u202e';

const sealing = createSealing(new Uint8Array(32).fill(1));
const findSealing = () => Promise.resolve(sealing);

const watchesOf = (store: Store) => {
  let serial = 0;
  return createWatches({ store, clock: () => 1000, newId: () => `w${(serial += 1)}`, findSealing });
};

const fail = (error: unknown): never => {
  throw error;
};

const needs = { sealing: () => Promise.resolve(sealing), log: fail, unexpected: fail };

/** An outbox whose letters can be read. */
const outboxOn = (store: Store) => {
  const letters: (Letter & { readonly secret?: string })[] = [];
  const outbox = createOutbox({
    store,
    sealing: needs.sealing,
    clock: () => 2000,
    expiryMs: 3_600_000,
    note: () => undefined,
    unexpected: fail,
    mailer: {
      hand: (letter, _signal, secret = '') => {
        letters.push({ ...letter, secret });
        return Promise.resolve({ tag: 'taken' });
      },
    },
  });
  return { outbox, letters };
};

/** A scan of one host that found something, taken into the history. */
const scanned = async (store: Store): Promise<void> => {
  const finding = {
    ...{ section: 'vuln' as const, id: 'ftp_anonymous', title: HOSTILE, cve: [], category: 'ftp' },
    ...{ severity: 5 as const, port: 21, protocol: 'tcp', rule: 'data' as const },
  };
  const found = {
    ...host('127.0.0.1'),
    findings: [finding, { ...finding, id: 'small', severity: 3 as const }],
  };
  const house = await openHouse({ store, script: [{ kind: 'host', host: found }] });
  await house.jobs.start();
  const ann = await store.findAccount('ann');
  if (ann === undefined) throw new Error('Ann is gone');
  const addresses = [{ first: 0x7f00_0001, last: 0x7f00_0001 }];
  const started = await house.scans.start(ann, { targets: { text: '127.0.0.1', addresses }, save: true });
  await ended(started as never);
  await until(async () => (await store.scansToTake(1)).length === 0);
};

describe('whoever wants to know what is new', () => {
  it.each([
    [{ account: 'bob' }, /no account/],
    [{ to: 'nobody' }, /the address/],
    [{ to: 'a@b.example\r\nBcc: c@d.example' }, /the address/],
    [{ to: 'http://hook.example/x' }, /over https/],
    [{ to: 'http://127.0.0.1.hook.example/x' }, /over https/],
    [{ to: 'https://user:word@hook.example/x' }, /no password/],
    [{ to: 'https://' }, /no address such as/],
  ])('is refused: %j', async (change, words) => {
    const store = await freshStore();
    const wanted = { account: 'ann', to: 'a@b.example', severity: 4, ...change };
    await expect(watchesOf(store).add(wanted)).rejects.toMatchObject({
      code: 'OG_USAGE',
      message: expect.stringMatching(words) as unknown,
    });
  });

  it('is told once, not twice, and its secrets are not shown', async () => {
    const store = await freshStore();
    const watches = watchesOf(store);
    const to = 'https://hook.example/services/T0/secret?token=secret';
    for (const address of [to, 'a@b.example']) {
      const { watch } = await watches.add({ account: 'ann', to: address, severity: 4 });
      await expect(watches.add({ account: 'ann', to: address, severity: 5 })).rejects.toMatchObject({
        code: 'OG_USAGE',
        message: expect.stringContaining(watch.id) as unknown,
      });
    }
    expect(await store.listWatches()).toHaveLength(2);
    const audit: string[] = [];
    for await (const { subject } of store.listAudit({})) audit.push(subject);
    expect(audit).toEqual(['https://hook.example/…', 'a@b.example']);
  });

  it.each([
    ['a@b.example', 'a@b.example'],
    ['https://hook.example', 'https://hook.example/'],
    ['https://hook.example:8443/x', 'https://hook.example:8443/…'],
    ['https://hook.example/?token=x', 'https://hook.example/…'],
    ['https:', '…'],
  ])('is shown without what may be secret: %s', (to, shown) => {
    expect(shownAddress(to)).toBe(shown);
  });

  it('gets one letter for a scan, in plain text, however many servers there are and whenever they die', async () => {
    const store = await freshStore();
    const watches = watchesOf(store);
    await watches.remove(
      (await watches.add({ account: 'ann', to: 'never@b.example', severity: 1 })).watch.id,
    );
    await watches.add({ account: 'ann', to: 'severe@b.example', severity: 4 });
    await watches.add({ account: 'ann', to: 'all@b.example', severity: 1 });
    await scanned(store);
    const { outbox, letters } = outboxOn(store);
    // One that dies before it has told leaves it to others.
    const dying: Store = { ...store, tellScan: () => Promise.reject(new Error('killed')) };
    await expect(createTeller({ ...needs, store: dying, outbox }).look()).rejects.toThrow('killed');
    expect(await store.listMails()).toEqual([]);
    const tellers = [1, 2].map(() => createTeller({ ...needs, store, outbox }));
    await Promise.all(tellers.map((teller) => teller.look()));
    await tellers[0]?.look();
    const mails: readonly OutgoingMail[] = await store.listMails();
    expect(mails.map(({ to }) => to).sort()).toEqual(['all@b.example', 'severe@b.example']);
    await outbox.deliverDue();
    const severe = letters.find(({ to }) => to.address === 'severe@b.example');
    expect(severe?.subject).toMatch(/^1 vulnerability new, reopened or worsened \(scan scan\/\S+\)$/);
    expect(severe?.text).toMatch(
      /^ {2}new +severity 5 {2}127\.0\.0\.1:21\/tcp {2}Title \?\[31m<script> Bcc: x@y\? \(ftp_anonymous\)$/m,
    );
    expect(severe?.text).not.toMatch(/[^\P{C}\n]|small/u);
    expect(letters.find(({ to }) => to.address === 'all@b.example')?.subject).toMatch(/^2 vulnerabilities/);
  });

  it('gets no letter any more once removed, also none that waited', async () => {
    const store = await freshStore();
    const watches = watchesOf(store);
    for (const to of ['gone@b.example', 'stays@b.example'])
      await watches.add({ account: 'ann', to, severity: 1 });
    await scanned(store);
    const { outbox, letters } = outboxOn(store);
    await createTeller({ ...needs, store, outbox }).look();
    expect(await store.listMails()).toHaveLength(2);
    expect(await watches.remove('w1')).toBe(1);
    await outbox.deliverDue();
    expect(letters.map(({ to }) => to.address)).toEqual(['stays@b.example']);
    const audit: string[] = [];
    for await (const { action, detail } of store.listAudit({})) audit.push(`${action}: ${detail}`);
    expect(audit).toContain('notify remove: w1: severity 1 and more; waiting letters dropped: 1');
    await expect(watches.remove('w1')).rejects.toMatchObject({
      code: 'OG_USAGE',
      message: 'nobody is told under the id "w1"; see "openguard-server notify list"',
    });
  });

  it('is listed by the account whose scans are told', async () => {
    const store = await freshStore();
    const watches = watchesOf(store);
    await watches.add({ account: 'ann', to: 'a@b.example', severity: 4 });
    expect(await watches.list('ann')).toHaveLength(1);
    await expect(watches.list('bob')).rejects.toMatchObject({ message: 'there is no account "bob"' });
  });

  it('posts to a webhook, with a secret that is kept sealed for it alone, and follows the keys', async () => {
    const store = await freshStore();
    const { watch, secret = '' } = await watchesOf(store).add({
      ...{ account: 'ann', to: 'https://hook.example/x', severity: 4 },
    });
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await store.listWatches())).not.toContain(secret);
    expect(openWatch(sealing, { ...watch, to: 'https://other.example/' })).toBeUndefined();
    await scanned(store);
    const { outbox, letters } = outboxOn(store);
    await createTeller({ ...needs, store, outbox }).look();
    await outbox.deliverDue();
    expect(letters).toMatchObject([{ to: { address: 'https://hook.example/x' }, secret }]);
    expect(JSON.parse(letters[0]?.text ?? '')).toMatchObject({
      ...{ event: 'new-findings', account: 'ann', simulated: false, severity: 4, total: 1 },
      findings: [{ ip: '127.0.0.1', id: 'ftp_anonymous', what: 'opened', port: 21, title: HOSTILE }],
    });
    const next = createSealing(new Uint8Array(32).fill(2), [new Uint8Array(32).fill(1)]);
    expect(await rotateKeys({ store, sealing: next })).toEqual({ sealedAnew: 1, unopened: [] });
    const [anew = watch] = await store.listWatches();
    expect([openWatch(next, anew), openWatch(sealing, anew)]).toEqual([secret, undefined]);
    expect(await rotateKeys({ store, sealing })).toEqual({
      sealedAnew: 0,
      unopened: [`secret of notify ${watch.id}`],
    });
  });
});
