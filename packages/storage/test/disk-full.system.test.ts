// needs: root
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../src/index.js';
import { expectRefusal } from './refusal.js';
import { account, addScans, collect, host, putHosts, reference, scan } from './samples.js';
import { temporaryDirectory } from './temporary.js';

/** A file system of its own in memory, of so many kilobytes. */
const smallDisk = (kilobytes: number): string => {
  const directory = temporaryDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'openguard-test', directory]);
  onTestFinished(() => void execFileSync('umount', [directory]));
  return directory;
};

it('a disk that fills up is OG_STORE_FULL, and what was acknowledged is there', async () => {
  const directory = smallDisk(2048);
  const store = await openSqliteStore({ directory, simulated: false });
  await store.addAccount(account('ann'));
  await addScans(store, scan(1));
  const kept: string[] = [];
  const filling = (async () => {
    for (let last = 0; last < 256; last += 1) {
      const ip = `192.0.2.${last}`;
      await putHosts(store, reference(1), host(ip, { os: 'x'.repeat(20_000) }));
      kept.push(ip);
    }
  })();
  await expectRefusal(filling, 'OG_STORE_FULL');
  expect(kept.length).toBeGreaterThan(10);
  expect((await collect(store.hostsOf(reference(1)))).map(({ ip }) => ip)).toEqual(kept);
  execFileSync('mount', ['-o', 'remount,size=8192k', directory]);
  await putHosts(store, reference(1), host('192.0.2.255'));
  await store.close();

  const reopened = await openSqliteStore({ directory, simulated: false });
  expect((await collect(reopened.hostsOf(reference(1)))).map(({ ip }) => ip)).toEqual([
    ...kept,
    '192.0.2.255',
  ]);
  await reopened.close();
});

it('a store cannot be made on a full disk, and that is said as such', async () => {
  const directory = smallDisk(64);
  expect(() => writeFileSync(join(directory, 'ballast'), Buffer.alloc(65_536))).not.toThrow();
  await expectRefusal(openSqliteStore({ directory, simulated: false }), 'OG_STORE_FULL');
});
