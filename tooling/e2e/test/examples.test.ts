import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { openguard, SYSTEM_PATH, type Caller } from '../src/commands.js';
import { expectDone } from '../src/expectations.js';
import { run, type Ended } from '../src/process.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const TARGETS = '127.0.0.1-127.0.0.9';
const REF = 'scan/1577934245.00001';

/** Runs an example as it stands: Node takes its types away. */
const example = (box: Sandbox, caller: Caller, name: string, ...args: readonly string[]): Promise<Ended> =>
  run(process.execPath, ['--no-warnings', `${EXAMPLES}${name}.ts`, ...args], {
    box,
    environment: {
      PATH: SYSTEM_PATH,
      OPENGUARD_SERVER: caller.url,
      OPENGUARD_USER: caller.user,
      OPENGUARD_PASSWORD: caller.password,
    },
  });

it('there are four, each of at most 20 lines below its imports', () => {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.ts'));
  expect(names).toEqual(['compare.ts', 'get.ts', 'score.ts', 'vulnsummary.ts']);
  for (const name of names) {
    const [, program = ''] = readFileSync(`${EXAMPLES}${name}`, 'utf8').split(/\n\n([^]*)/, 2);
    const lines = program.split('\n').filter((line) => line.trim() !== '').length;
    expect([name, lines > 0 && lines <= 20]).toEqual([name, true]);
  }
});

describe('the sample programs', () => {
  it('do what the commands of their names do', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = async (...args: readonly string[]) => expectDone(await openguard(box, server, args));

    const summary = expectDone(await example(box, server, 'vulnsummary', TARGETS))
      .trimEnd()
      .split('\n');
    expect(summary).toHaveLength(5);
    expect(summary[0]).toMatch(/^127\.0\.0\.2\t4\tGit Repository/);

    expect(expectDone(await example(box, server, 'score', REF))).toBe(await cli('score', REF));
    expect(expectDone(await example(box, server, 'get', 'scan_report', `ref=${REF}`))).toBe(
      await cli('report', REF),
    );
    expect(expectDone(await example(box, server, 'compare', TARGETS))).toBe('16, a change of 0\n');
    expect(expectDone(await example(box, server, 'compare', '127.0.0.1'))).toMatch(
      /^\d+, no previous scan\n$/,
    );
  });

  it('fail when the server refuses, and never print a score then', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const missing = await example(box, server, 'score', 'scan/1577934245.00009');
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toContain('no saved report');
    const foreign = await example(box, server, 'vulnsummary', '192.0.2.1');
    expect([foreign.code, foreign.stdout]).toEqual([1, '']);
    const wrong = await example(box, { ...server, password: 'wrong' }, 'compare', TARGETS);
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('OG_AUTH_REFUSED');
  });
});
