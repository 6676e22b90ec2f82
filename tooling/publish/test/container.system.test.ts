// needs: docker or podman, whose images come from a registry; without one it is skipped
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packAll } from '../src/pack.js';
import { ROOT } from '../src/root.js';

const ENGINE = ['podman', 'docker'].find((engine) => spawnSync(engine, ['info']).status === 0);

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(ENGINE ?? '', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
};

it.skipIf(ENGINE === undefined)(
  `the server runs in a container (${ENGINE ?? 'no engine is there'})`,
  async () => {
    const context = mkdtempSync(join(tmpdir(), 'openguard-container-'));
    const tag = `openguard-server-test-${basename(context).toLowerCase()}`;
    onTestFinished(() => {
      run('rmi', '--force', tag);
      rmSync(context, { recursive: true });
    });
    const tarball = (await packAll()).get('openguard-server') ?? '';
    copyFileSync(tarball, join(context, basename(tarball)));
    const file = join(ROOT, 'apps/server/deploy/Containerfile');
    const built = run('build', '--file', file, '--tag', tag, context);
    expect(built.status, built.said).toBe(0);
    expect(run('run', '--rm', '--read-only', tag, '--version').said).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('run', '--rm', '--entrypoint', 'id', tag, '-u').said).toBe('10001\n');
  },
);
