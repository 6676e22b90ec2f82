// needs: postgres, root
import { startPostgres } from '@openguard/postgres';
import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgresStore } from '../src/index.js';
import { sendSql } from './postgres-schema.js';
import { expectRefusal } from './refusal.js';
import { account, collect, host, key, reference, scan, UNWRITTEN } from './samples.js';
import { temporaryDirectory } from './temporary.js';

it('a disk that fills up is OG_STORE_FULL, and what was acknowledged is there', async () => {
  const directory = temporaryDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2048k', 'openguard-test', directory]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', directory]));
  chownSync(directory, 65_534, 65_534);
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const store = await openPostgresStore({ url: server.url, simulated: false });
  await sendSql(server.url, `CREATE TABLESPACE small LOCATION '${directory}'`);
  // Plain, so that what is filled in fills.
  await sendSql(
    server.url,
    'ALTER TABLE openguard.host SET TABLESPACE small; ALTER TABLE openguard.host ALTER record SET STORAGE EXTERNAL',
  );
  await store.addAccount(account('ann'));
  await store.addScan(scan(1), ['192.0.2.0/24']);
  const kept: string[] = [];
  const filling = (async () => {
    for (let last = 0; last < 256; last += 1) {
      const ip = `192.0.2.${last}`;
      await store.putHost(key(reference(1)), host(ip, { os: 'x'.repeat(20_000) }), UNWRITTEN);
      kept.push(ip);
    }
  })();
  await expectRefusal(filling, 'OG_STORE_FULL', /the disk is full; make room/);
  expect(kept.length).toBeGreaterThan(10);
  expect((await collect(store.hostsOf(reference(1)))).map(({ ip }) => ip)).toEqual(kept);
  execFileSync('mount', ['-o', 'remount,size=8192k', directory]);
  expect(await store.putHost(key(reference(1)), host('192.0.2.255'), UNWRITTEN)).toBe(true);
  await store.close();
});
