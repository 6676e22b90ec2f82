import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { followKeyFile } from '../src/keys/follow-key-file.js';
import { ownKeys, readKeyFile, sealingWith, writeKeyFile } from '../src/keys/key-file.js';

const [OLD, NEW] = [1, 2].map((fill) => new Uint8Array(32).fill(fill));
const idOf = (key = new Uint8Array()): string | undefined => sealingWith([key])?.keyId;

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openguard-keys-'));
  file = join(directory, 'mail.key');
  await writeKeyFile(file, [OLD ?? new Uint8Array()]);
});

afterEach(() => rm(directory, { recursive: true }));

const following = () => {
  const lines: string[] = [];
  let reads = 0;
  const find = async () => {
    reads += 1;
    return sealingWith(await readKeyFile(file));
  };
  const follow = followKeyFile(file, find, (level, line) => void lines.push(`${level}: ${line}`));
  return { follow, lines, reads: () => reads };
};

it('takes up keys that were put before those it has, and reads a file no more than once', async () => {
  const { follow, reads } = following();
  for (let time = 0; time < 3; time += 1) expect((await follow())?.keyId).toBe(idOf(OLD));
  expect(reads()).toBe(1);
  await writeKeyFile(file, [NEW ?? new Uint8Array(), OLD ?? new Uint8Array()]);
  const sealing = await follow();
  expect([sealing?.keyId, sealing?.keyIds]).toEqual([idOf(NEW), [idOf(NEW), idOf(OLD)]]);
});

it.each([
  ['has gone', () => rm(file)],
  ['is something else', () => writeFile(file, 'half a key')],
])('opens with the keys that it has while the file %s, seals nothing, and says so once', async (_, spoil) => {
  const { follow, lines } = following();
  const sealed = (await follow())?.seal('secret', []) ?? '';
  await spoil();
  for (let time = 0; time < 3; time += 1) {
    const sealing = await follow();
    expect(sealing?.open(sealed, [])).toEqual({ tag: 'opened', text: 'secret' });
    expect(() => sealing?.seal('secret', [])).toThrow(/the key file/);
  }
  expect(lines).toEqual([expect.stringMatching(/^error: the key file .* nothing is sealed$/)]);
  await rm(file, { force: true });
  await writeKeyFile(file, [NEW ?? new Uint8Array()]);
  expect((await follow())?.keyId).toBe(idOf(NEW));
});

it('refuses a file that could never be read', async () => {
  await rm(file);
  await expect(following().follow()).rejects.toThrow(/cannot be read: ENOENT/);
});

it.runIf(process.platform !== 'win32')('puts keys where a link leads, and leaves the link', async () => {
  const secrets = join(directory, 'secrets');
  await mkdir(secrets);
  await writeKeyFile(join(secrets, 'mounted.key'), [OLD ?? new Uint8Array()]);
  await rm(file);
  await symlink(join('secrets', 'mounted.key'), file);
  await writeKeyFile(file, [NEW ?? new Uint8Array(), OLD ?? new Uint8Array()]);
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await readKeyFile(join(secrets, 'mounted.key'))).toHaveLength(2);
  expect(await readdir(secrets)).toEqual(['mounted.key']);
});

it.runIf(process.platform === 'linux')('refuses a pipe, rather than wait for it', async () => {
  await rm(file);
  execFileSync('mkfifo', ['-m', '600', file]);
  await expect(readKeyFile(file)).rejects.toThrow(/no regular file/);
});

it('makes no file of its own where one is gone that something was sealed with', async () => {
  await expect(ownKeys(file, () => Promise.resolve(2))).resolves.toHaveLength(1);
  await rm(file);
  await expect(ownKeys(file, () => Promise.resolve(2))).rejects.toThrow(/is gone, .* 2 secrets/);
  expect(existsSync(file)).toBe(false);
  await expect(ownKeys(file, () => Promise.resolve(0))).resolves.toHaveLength(1);
});
