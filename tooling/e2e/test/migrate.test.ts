import { DatabaseSync } from 'node:sqlite';
import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 60_000 });

it('says the versions of a store, brings it up, and checks without a change', async (context) => {
  const box = sandbox(context);
  const data = box.path('data');
  const migrate = (...args: readonly string[]) => openguardServer(box, ['migrate', '--data', data, ...args]);
  const fresh = await migrate('--check');
  expect([fresh.code, fresh.stdout]).toEqual([
    1,
    expect.stringMatching(/no store yet, to be brought to version \d/),
  ]);
  expect(existsSync(data)).toBe(false);
  const [, latest = ''] = /brought to version (\d+)\n$/.exec(expectDone(await migrate())) ?? [];
  expect(expectDone(await migrate('--check'))).toMatch(new RegExp(`version ${latest}, nothing to do\\n$`));
  const database = new DatabaseSync(box.path('data', 'openguard.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  expectComplaint(await migrate(), 7, /version 99/, 'openguard-server');
});
