// needs: npm
import { documentPath } from '@openguard/fixtures';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDirectory, npmInstall, type EmptyDirectory } from '../src/empty-directory.js';
import { nodeOf, NODES } from '../src/nodes.js';
import { packAll } from '../src/pack.js';
import { COMMANDS } from '../src/published.js';
import { ROOT } from '../src/root.js';
import { run, runWell } from '../src/run.js';

const PASSWORD = 'a long one';
const versionOf = (name: string) =>
  COMMANDS.find(({ manifest }) => manifest.name === name)?.manifest.version ?? '';

/** Nothing answers there: a command that needed more than its tarball could not be installed. */
const NO_REGISTRY = 'http://127.0.0.1:9/';

describe.each(NODES)('the commands on Node $label', (release) => {
  let directory: EmptyDirectory | undefined;
  let env: NodeJS.ProcessEnv = {};

  beforeAll(async () => {
    const node = await nodeOf(release);
    if (node === undefined) return;
    directory = emptyDirectory(node);
    const packed = await packAll();
    const files = COMMANDS.map(({ manifest }) => packed.get(manifest.name) ?? '');
    const prefix = join(directory.path, 'prefix');
    await npmInstall(directory, files, NO_REGISTRY, ['--global', `--prefix=${prefix}`]);
    env = { ...directory.env, PATH: `${join(prefix, 'bin')}:${directory.env['PATH'] ?? ''}` };
  });
  afterAll(() => directory?.remove());

  const command = (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}, input = '') =>
    runWell(name, args, { cwd: directory?.path ?? '', env: { ...env, ...more }, input });

  it('tell their versions and what they can do', async ({ skip }) => {
    skip(directory === undefined, `there is no Node ${release.label} for this platform, or no network`);
    for (const name of ['openguard', 'openguard-server']) {
      expect(await command(name, ['--version'])).toBe(`${versionOf(name)}\n`);
      expect(await command(name, ['--help'])).toContain(`  ${name} `);
    }
  });

  it('read a document', async ({ skip }) => {
    skip(directory === undefined, `there is no Node ${release.label} for this platform, or no network`);
    expect(await command('openguard', ['score', documentPath('scan-2001')])).toBe('9\n');
    const lines = (await command('openguard', ['decode', documentPath('scan-2001')])).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      kind: 'end',
      hosts: expect.any(Number) as number,
    });
  });

  it('serve, scan, and list what was saved', async ({ skip }) => {
    skip(directory === undefined, `there is no Node ${release.label} for this platform, or no network`);
    const account = ['account', 'add', 'ann', '--role', 'user', '--targetip', '127.0.0.0/8'];
    await command('openguard-server', [...account, '--password-stdin', '--data', 'state'], {}, PASSWORD);
    const serve = [
      'serve',
      '--listen',
      '127.0.0.1:0',
      '--engine',
      'simulated',
      '--clock',
      '2026-03-15',
      '--data',
      'state',
    ];
    const server = spawn('openguard-server', serve, {
      cwd: directory?.path,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const closed = once(server, 'close');
    try {
      const [ready] = (await once(createInterface(server.stdout), 'line')) as readonly string[];
      const url = /http:\/\/127\.0\.0\.1:\d+$/.exec(ready ?? '')?.[0];
      const caller = { OPENGUARD_SERVER: url, OPENGUARD_USER: 'ann', OPENGUARD_PASSWORD: PASSWORD };
      await command('openguard', ['scan', '127.0.0.1-127.0.0.9', '--save', '-o', 'report.xml'], caller);
      expect(await command('openguard', ['vulnsummary', 'report.xml'])).toContain('ftp_anonymous');
      expect(await command('openguard', ['scans', '--last'], caller)).toContain('127.0.0.1-127.0.0.9');
    } finally {
      server.kill('SIGTERM');
    }
    expect(await closed).toEqual([0, null]);
  });
});

it.each(COMMANDS.map(({ folder, manifest }) => [manifest.name, folder] as const))(
  'the README of %s shows commands that there are',
  async (name, folder) => {
    const readme = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(new RegExp(`^ *${name} (?<action>[a-z]+)`, 'gm'))];
    expect(shown.length).toBeGreaterThan(1);
    for (const { groups } of shown) {
      const args = [join(ROOT, folder, 'bin', `${name}.js`), groups?.['action'] ?? '', '--help'];
      const { code } = await run(process.execPath, args, { cwd: ROOT, env: {} });
      expect({ args, code }).toEqual({ args, code: 0 });
    }
  },
);
