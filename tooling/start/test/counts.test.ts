import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Children } from '../src/children.js';
import { runStep } from '../src/steps.js';
import { findSystemTests, lanesOf, needsOf, RANGE_PROGRAMS } from '../src/system-tests.js';
import { closingLine, sum } from '../src/tally.js';
import { vitestTally } from '../src/vitest-results.js';
import { Sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
});
afterEach(() => box.remove());

describe('vitestTally', () => {
  const file = (status: string, ...statuses: readonly string[]) => ({
    status,
    assertionResults: statuses.map((each) => ({ status: each })),
  });

  it.each([
    ['counts tests', [file('passed', 'passed', 'passed', 'skipped', 'todo', 'pending')], 0, [2, 0, 3]],
    [
      'counts failures',
      [file('failed', 'passed', 'failed', 'failed'), file('passed', 'passed')],
      1,
      [2, 2, 0],
    ],
    ['counts a file that cannot be loaded', [file('failed'), file('passed', 'passed')], 1, [1, 1, 0]],
    ['counts a failure outside of tests', [file('passed', 'passed')], 1, [1, 1, 0]],
    ['is content with nothing to run', [], 0, [0, 0, 0]],
  ])('%s', (_, testResults, exitCode, [passed, failed, skipped]) => {
    expect(vitestTally({ testResults }, exitCode)).toEqual({ passed, failed, skipped });
  });

  it.each([undefined, null, {}, 'x'])('takes a missing report (%j) for a failure', (report) => {
    expect(vitestTally(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

it('sums, and closes with one line', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 10, failed: 3, skipped: 0 },
  ]);
  expect(closingLine(total)).toBe('11 passed, 3 failed, 2 skipped');
  expect(closingLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});

describe('runStep', () => {
  const step = async (script: string) => {
    box.program('node_modules/.bin/check', script);
    const lines: string[] = [];
    const workspace = { root: box.root, node: process.execPath, environment: { PATH: '' } };
    const children = new Children(new AbortController().signal);
    const tally = await runStep(
      children,
      workspace,
      { name: 'a check', command: ['check', '--all'] },
      (line) => lines.push(line),
    );
    return { tally, lines };
  };

  it('is quiet about a step that passes', async () => {
    const { tally, lines } = await step('echo fine');
    expect(tally).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(lines).toEqual([expect.stringMatching(/^passed {2}a check \(check --all\) [0-9.]+ s$/)]);
  });

  it('shows what a failing step said, without colours', async () => {
    const { tally, lines } = await step("printf '\\033[31mwrong\\033[0m'; echo here >&2; exit 3");
    expect(tally).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(lines).toEqual(['wrong\nhere', expect.stringMatching(/^failed {2}a check/)]);
  });
});

describe('system tests', () => {
  it.each([
    ["import { it } from 'vitest';", ['nmap', 'xmllint', 'openssl', 'chromium', 'postgres', 'ip']],
    ['// needs: nmap\nimport x', ['nmap']],
    ['// needs: nmap, root\nimport x', ['nmap', 'root']],
    ['// needs: range, nmap\nimport x', ['root', ...RANGE_PROGRAMS, 'nmap']],
  ])('needs of %j', (text, needs) => {
    expect(needsOf(text)).toEqual(needs);
  });

  it('are found wherever a package keeps tests', () => {
    for (const name of ['packages/a', 'apps/b']) box.write(`${name}/package.json`, '{}');
    box.write('packages/a/src/deep/x.system.test.ts', '// needs: openssl');
    box.write('packages/a/src/x.test.ts', '');
    box.write('packages/a/dist/x.system.test.ts', '');
    box.write('apps/b/test/y.system.test.ts', '');
    expect(findSystemTests(box.root)).toEqual([
      {
        file: 'apps/b/test/y.system.test.ts',
        needs: ['nmap', 'xmllint', 'openssl', 'chromium', 'postgres', 'ip'],
      },
      { file: 'packages/a/src/deep/x.system.test.ts', needs: ['openssl'] },
    ]);
  });

  it('that scan or install run in lanes of their own, and no lane is empty', () => {
    const scan = { file: 'a', needs: ['nmap'] };
    const network = { file: 'b', needs: ['root', 'ip'] };
    const other = { file: 'c', needs: ['postgres'] };
    const install = { file: 'd', needs: ['npm', 'chromium'] };
    expect(lanesOf([install, scan, other, network])).toEqual([[scan, network], [install], [other]]);
    expect(lanesOf([other])).toEqual([[other]]);
    expect(lanesOf([])).toEqual([]);
  });
});

describe('.ci/run', () => {
  const ci = (npm: string) => {
    cpSync(new URL('../../../.ci/run', import.meta.url), box.path('house/.ci/run'), { recursive: true });
    chmodSync(box.path('house/.ci/run'), 0o755);
    box.program('bin/npm', npm);
    const { status, stdout } = spawnSync(box.path('house/.ci/run'), {
      encoding: 'utf8',
      env: { PATH: `${box.path('bin')}:/usr/local/bin:/usr/bin:/bin`, CI: 'true' },
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  };

  it('adds up both runs', () => {
    const { status, lines } = ci(`
      if [ "$1" = test ]; then echo 'noise'; echo '10 passed, 0 failed, 5 skipped'; fi
      if [ "$1" = run ]; then echo '3 passed, 0 failed, 1 skipped'; fi`);
    expect(lines).toEqual([
      'noise',
      '10 passed, 0 failed, 5 skipped',
      '3 passed, 0 failed, 1 skipped',
      '13 passed, 0 failed, 6 skipped',
    ]);
    expect(status).toBe(0);
  });

  it.each([
    [
      'a failure that is counted',
      "echo '1 passed, 2 failed, 0 skipped'; exit 1",
      '2 passed, 4 failed, 0 skipped',
    ],
    ['a run without a closing line', "echo 'killed'; exit 143", '0 passed, 2 failed, 0 skipped'],
    [
      'a run that says less than its exit code',
      "echo '1 passed, 0 failed, 0 skipped'; exit 1",
      '2 passed, 2 failed, 0 skipped',
    ],
    ['a run that ends well and says nothing', 'exit 0', '0 passed, 2 failed, 0 skipped'],
  ])('fails with %s', (_, npm, closing) => {
    const { status, lines } = ci(npm);
    expect(lines.at(-1)).toBe(closing);
    expect(status).toBe(1);
  });
});
