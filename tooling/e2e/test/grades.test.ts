import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

it('the rule that graded a finding is stored with it and can be read', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const scanned = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1-127.0.0.3&save_report=yes');
  const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(scanned.body) ?? [];
  const grades = async (...args: readonly string[]) =>
    expectDone(await openguardServer(box, ['grades', ref, '--data', server.data, ...args]))
      .trim()
      .split('\n');
  const all = (await grades('--json')).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(all.every(({ means }) => /\.$/.test(String(means)))).toBe(true);
  expect(all).toContainEqual({
    ip: '127.0.0.3',
    section: 'service',
    id: 'scan_tcp',
    severity: 1,
    rule: 'service:list',
    means: 'A list of what is there to be seen: ports, names, settings.',
  });
  const one = await grades('--ip', '127.0.0.3');
  expect(one.every((line) => line.startsWith('127.0.0.3\t'))).toBe(true);
  expect(one.length).toBeLessThan(all.length);
  expectComplaint(
    await openguardServer(box, ['grades', 'nonsense', '--data', server.data]),
    2,
    /reference of one scan/,
    'openguard-server',
  );
});
