import { existsSync, readdirSync, statSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

/** What Ann has: the list, and each saved report to the byte. */
const reportsOf = async (server: Server): Promise<readonly string[]> => {
  const { body: list } = await askAsAnn(server, '/msp/scan_report_list.php');
  const refs = [...list.matchAll(/<SCAN_REPORT ref="([^"]+)"/g)].map(([, ref = '']) => ref);
  const bodies = [list];
  for (const ref of refs) bodies.push((await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`)).body);
  return bodies;
};

it('brings everything back, to the byte, also while the server runs', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  for (const targets of ['127.0.0.1-127.0.0.3', '127.0.0.9'])
    await askAsAnn(server, `/msp/scan.php?ip=${targets}&save_report=yes`);
  const reports = await reportsOf(server);
  expect(reports).toHaveLength(3);
  const file = box.path('backup.gz');
  expectDone(await openguardServer(box, ['backup', file, '--data', server.data]));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await openguardServer(box, ['backup', file, '--data', server.data]);
  expectComplaint(again, 7, /it is there already/, 'openguard-server');
  expect(readdirSync(box.root).filter((name) => name.startsWith('backup'))).toEqual(['backup.gz']);
  const inUse = await openguardServer(box, ['restore', file, '--data', server.data]);
  expectComplaint(inUse, 7, /another server already answers/, 'openguard-server');
  await server.stop();

  const data = box.path('restored');
  expectDone(await openguardServer(box, ['restore', file, '--data', data]));
  const restored = await startServer(box, { data });
  expect(await reportsOf(restored)).toEqual(reports);
  await restored.stop();
  const full = await openguardServer(box, ['restore', file, '--data', data]);
  expectComplaint(full, 7, /it is not empty/, 'openguard-server');
});

it('a backup that was cut or changed restores nothing', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1&save_report=yes');
  await server.stop();
  const file = box.path('backup.gz');
  expectDone(await openguardServer(box, ['backup', file, '--data', server.data]));
  const bytes = readFileSync(file);
  const lines = gunzipSync(bytes).toString('utf8').split('\n');
  const spoilt: readonly (readonly [string, Uint8Array, number, RegExp])[] = [
    ['cut', bytes.subarray(0, bytes.length - 20), 5, /is no whole gzip; nothing was restored/],
    ['plain', Buffer.from(lines.join('\n')), 5, /is no whole gzip/],
    ['a line less', gzipSync([...lines.slice(0, 2), ...lines.slice(3)].join('\n')), 5, /nothing was changed/],
    ['no end', gzipSync(`${lines.slice(0, -2).join('\n')}\n`), 5, /nothing was changed/],
    ['nothing', gzipSync(''), 5, /nothing was changed/],
  ];
  for (const [what, text, code, words] of spoilt) {
    const path = box.write('spoilt.gz', text);
    const data = box.path('none', 'deeper');
    const refused = await openguardServer(box, ['restore', path, '--data', data]);
    expect([what, refused.stderr]).toEqual([what, expect.stringMatching(words)]);
    expectComplaint(refused, code, words, 'openguard-server');
    expect(existsSync(box.path('none'))).toBe(false);
    const there = box.folder('there');
    expect((await openguardServer(box, ['restore', path, '--data', there])).code).toBe(code);
    expect(readdirSync(there)).toEqual([]);
  }
  const missing = await openguardServer(box, ['restore', box.path('missing'), '--data', box.path('none')]);
  expectComplaint(missing, 2, /cannot read .*: ENOENT/, 'openguard-server');
});
