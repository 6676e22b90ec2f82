import { createWatches } from '@openguard/service';
import { openSqliteStore } from '@openguard/storage';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { examineKeys } from '../src/doctor/keys.js';
import { sealingWith, writeKeyFile } from '../src/keys/key-file.js';

const [OURS = new Uint8Array(), OTHER = new Uint8Array()] = [1, 2].map((fill) =>
  new Uint8Array(32).fill(fill),
);

let directory: string;
let own: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-doctor-'));
  own = join(directory, 'mail.key');
});

afterEach(() => rm(directory, { recursive: true }));

const open = () => openSqliteStore({ directory });

/** A store with a secret that the first key has sealed. */
const sealSomething = async (): Promise<void> => {
  const store = await open();
  const account = {
    name: 'ann',
    role: 'user',
    targets: '',
    domain: '',
    passwordHash: 'x',
    createdAt: 0,
  } as const;
  await store.addAccount(account);
  const watches = createWatches({
    ...{ store, clock: () => 0, newId: () => 'w' },
    findSealing: () => Promise.resolve(sealingWith([OURS])),
  });
  await watches.add({ account: 'ann', to: 'https://hook.example/x', severity: 4 });
  await store.close();
};

const examine = (environment: Readonly<Record<string, string>> = {}, keyFile?: string) =>
  examineKeys({ directory, ...(keyFile === undefined ? {} : { keyFile }) }, environment, open);

it('is content where nothing was sealed and no keys are there yet', async () => {
  expect(await examine()).toMatchObject({
    level: 'ok',
    found: `the key file ${own} is not there yet; the server makes it when it first seals something`,
  });
});

it('says where the keys are, who may read them, and that they open what the store holds', async () => {
  await sealSomething();
  await writeKeyFile(own, [OTHER, OURS]);
  expect(await examine()).toEqual({
    name: 'keys',
    level: 'ok',
    found: `${own}, mode 600, 2 keys; 1 secret of the store can be opened`,
  });
});

it.each<[string, () => Promise<unknown>, RegExp]>([
  ['has gone', () => rm(own), /not there, and the store holds 1 secret$/],
  ['may be read by others', () => chmod(own, 0o644), /chmod 600/],
  ['is something else', () => writeFile(own, 'half a key'), /holds no key/],
  [
    'holds other keys',
    () => writeKeyFile(own, [OTHER]),
    /of the store's, 1 secret cannot be opened: .* not there: \S+$/,
  ],
])('fails where the key file %s', async (_, spoil, words) => {
  await sealSomething();
  await writeKeyFile(own, [OURS]);
  await spoil();
  expect(await examine()).toMatchObject({ level: 'fail', found: expect.stringMatching(words) as unknown });
});

it('looks at the file that is named, and at keys of the environment', async () => {
  expect(await examine({}, join(directory, 'none.key'))).toMatchObject({
    level: 'fail',
    found: expect.stringMatching(/none\.key cannot be read: ENOENT/) as unknown,
  });
  expect(await examine({ OPENGUARD_KEYS: 'nonsense' })).toMatchObject({
    level: 'fail',
    found: expect.stringMatching(/OPENGUARD_KEYS does not hold/) as unknown,
  });
  const text = `openguard-mail-key-1 ${Buffer.from(OURS).toString('base64url')}\n`;
  expect(await examine({ OPENGUARD_KEYS: text })).toMatchObject({
    level: 'ok',
    found: expect.stringMatching(/^in OPENGUARD_KEYS, 1 key; 0 secrets/) as unknown,
  });
});
