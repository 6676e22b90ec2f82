// needs: root
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 120_000 });

/** A file system of its own in memory. */
const smallDisk = (box: Sandbox, name: string, kilobytes: number): string => {
  const directory = box.folder(name);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'openguard-test', directory]);
  box.atEnd(() => execFileSync('umount', ['-l', directory]));
  return directory;
};

/** Takes up all the room that is left. */
const fill = (directory: string): string => {
  const ballast = join(directory, 'ballast');
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') break;
        throw error;
      }
    }
  }
  return ballast;
};

it('a report does not fit on the disk of the command', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const disk = smallDisk(box, 'disk', 16);
  const file = join(disk, 'report.xml');
  const failed = await openguard(box, server, ['scan', '127.0.0.1-127.0.0.8', '--save', '-o', file]);
  expectComplaint(failed, 7, /cannot write .*report\.xml: the disk is full/);
  expect(existsSync(file)).toBe(false);
});

it('the disk of the server is full: each request is refused in a line, and what was saved stays', async (context) => {
  const box = sandbox(context);
  const data = await storeWithAnn(box, join(smallDisk(box, 'disk', 1024), 'data'));
  const server = await startServer(box, { data });
  const before = jsonOf(await openguard(box, server, ['scan', '127.0.0.2', '--save', '--json']));
  expect(before).toMatchObject({ status: 'FINISHED' });
  const ballast = fill(box.path('disk'));

  const scan = ['scan', '127.0.0.1-127.0.0.8', '--save', '-o', 'report.xml'];
  expectComplaint(await openguard(box, server, scan), 3, /The disk of the server is full/);
  expect(existsSync(box.path('report.xml'))).toBe(false);
  const refused = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1');
  expect(refused.body).toContain('The disk of the server is full');
  expect(refused.body).not.toContain(box.root);
  expect(await faultOf(server, refused.body)).toBeUndefined();
  const args = ['account', 'add', 'bob', '--role', 'user', '--password-stdin', '--data', data];
  const added = await openguardServer(box, args, { input: 'long enough' });
  expectComplaint(added, 7, /the disk is full/, 'openguard-server');
  expect(server.process.stderr()).not.toMatch(/\bat .*\.js:\d|node:internal/);
  expect(jsonOf(await openguard(box, server, ['scans', '--json']))).toHaveLength(1);

  rmSync(ballast);
  expect(jsonOf(await openguard(box, server, ['scan', '127.0.0.3', '--save', '--json']))).toMatchObject({
    status: 'FINISHED',
  });
  expect((await server.stop()).code).toBe(0);
  const again = await startServer(box, { data });
  expect(expectDone(await openguard(box, again, ['scans']))).toMatch(/127\.0\.0\.3\n.*127\.0\.0\.2\n$/);
});

const INTERRUPTED = '<KEY value="STATUS">INTERRUPTED</KEY>';

it('the disk of the server fills up during a scan', async (context) => {
  const box = sandbox(context);
  const data = await storeWithAnn(box, join(smallDisk(box, 'disk', 1024), 'data'));
  const hosts = Array.from({ length: 200 }, (_, index) => ({
    ip: `127.0.1.${index + 1}`,
    services: [{ port: 80, service: 'http', banner: 'x'.repeat(3000) }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const server = await startServer(box, { data, estate });
  const scan = ['scan', '127.0.1.1-127.0.1.200', '--save', '-o', 'report.xml'];
  expectComplaint(await openguard(box, server, scan), 6, /The disk of the server is full/);
  // If the record of the scan still found room, its report came, and says of itself that it is incomplete.
  const report = box.path('report.xml');
  const told = existsSync(report) ? readFileSync(report, 'utf8') : INTERRUPTED;
  expect(told).toContain(INTERRUPTED);
  expect(server.process.stderr()).not.toMatch(/\bat .*\.js:\d|node:internal/);
  expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);

  // With room again, the next start keeps what had been done, and goes on where that could not be told any more.
  execFileSync('mount', ['-o', 'remount,size=8192k', box.path('disk')]);
  await server.stop();
  const again = await startServer(box, { data, estate });
  const saved = async () => jsonOf(await openguard(box, again, ['scans', '--json']));
  await expect.poll(saved, { timeout: 60_000, interval: 500 }).toHaveLength(1);
  const [kept] = (await saved()) as readonly { ref: string }[];
  const { body } = await askAsAnn(again, `/msp/scan_report.php?ref=${kept?.ref ?? ''}`);
  const reported = body.match(/<IP /g)?.length ?? 0;
  if (body.includes(INTERRUPTED)) expect(reported).toBeGreaterThan(10);
  else expect([reported, body.includes('<KEY value="STATUS">FINISHED</KEY>')]).toEqual([200, true]);
});
