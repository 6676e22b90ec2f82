import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

const pairs = fileURLToPath(new URL('../../../docs/identity/', import.meta.url));

const compared = (box: Sandbox, pair: string, ...names: readonly string[]) =>
  openguard(box, undefined, ['compare', ...names.map((name) => `${pairs}${pair}/${name}.xml`)]);

describe.concurrent('openguard compare, on pairs of docs/identity.md,', () => {
  it('reads documents of two eras', async (context) => {
    expect(expectDone(await compared(sandbox(context), 'later-era', 'older', 'newer'))).toBe(
      'The score is the same: 5 (was 5).\nNo port or finding came, went or changed; 3 findings and 2 ports are the same.\n',
    );
  });

  it('takes reports from before for what had been fixed', async (context) => {
    const box = sandbox(context);
    const spoken = expectDone(await compared(box, 'reopened', 'earlier', 'older', 'newer'));
    expect(spoken).toMatch(/\nIt is made of reopened \+3\.\n/);
    expect(spoken).toMatch(
      /\n! vuln ftp_anonymous on 192\.0\.2\.1:21, .*\(it had been fixed, and is there again\)\n/,
    );
    expect(expectDone(await compared(box, 'reopened', 'older', 'newer'))).toMatch(/\n\+ vuln ftp_anonymous/);
  });

  it('fails on what got worse, where a condition says so', async (context) => {
    const box = sandbox(context);
    const files = ['older', 'newer'].map((name) => `${pairs}practice-confirmed/${name}.xml`);
    const failing = (condition: string) =>
      openguard(box, undefined, ['compare', ...files, '--fail-on', condition]);
    expect(await failing('new or reopened')).toMatchObject({ code: 0, stderr: '' });
    expect(await failing('new or reopened or worsened')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/1 finding meets .*changed vuln ftp_anonymous/) as unknown,
    });
  });

  it('refuses what is cut', async (context) => {
    expectComplaint(await compared(sandbox(context), 'truncated', 'older', 'newer'), 5, /cut off at byte/);
  });
});
