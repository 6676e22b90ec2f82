import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleCommand } from '../src/bundle-command.js';
import { folderOf, noticeOf } from '../src/licences.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const manifest = (name: string, more: object = {}) =>
  write(
    `node_modules/${name}/package.json`,
    JSON.stringify({ name, version: '1.2.3', main: 'index.cjs', license: 'MIT', ...more }),
  );

describe('bundleCommand', () => {
  beforeEach(() => {
    manifest('eager');
    write('node_modules/eager/index.cjs', "exports.greet = (name) => 'hello ' + name;");
    write('node_modules/eager/LICENSE', 'Do as you like.\n');
    manifest('@lazy/one', { author: { name: 'Ann' } });
    write('node_modules/@lazy/one/index.cjs', "exports.name = 'world';");
    manifest('unused');
    write('src/main.ts', "if (process.argv[2] === undefined) await import('./work.js');\n");
    write(
      'src/work.ts',
      "import { greet } from 'eager';\nconst { name } = await import('@lazy/one');\nconsole.log(greet(name));\n",
    );
  });
  const bundle = () => bundleCommand({ entry: join(root, 'src/main.ts'), directory: join(root, 'dist') });

  it('makes a program that needs nothing beside it', async () => {
    await bundle();
    rmSync(join(root, 'node_modules'), { recursive: true });
    rmSync(join(root, 'src'), { recursive: true });
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/main.js')], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'hello world\n', stderr: '' });
  });

  it('keeps what is lazy apart', async () => {
    await bundle();
    expect(readFileSync(join(root, 'dist/main.js'), 'utf8')).not.toContain('hello');
    expect(readdirSync(join(root, 'dist'))).toContain('work.js');
  });

  it('hands on the licences of what is in it', async () => {
    await bundle();
    const text = readFileSync(join(root, 'dist/THIRD-PARTY.md'), 'utf8');
    expect(text.match(/^## .*$/gm)).toEqual(['## @lazy/one 1.2.3 (MIT)', '## eager 1.2.3 (MIT)']);
    expect(text).toContain('Do as you like.');
    expect(text).toContain('MIT, by Ann; it comes without the text of its licence.');
  });

  it('leaves nothing of an earlier bundle', async () => {
    write('dist/old.js', '');
    await bundle();
    expect(readdirSync(join(root, 'dist'))).not.toContain('old.js');
  });

  it('fails over code that may not be handed on', async () => {
    manifest('eager', { license: undefined });
    await expect(bundle()).rejects.toThrow('eager 1.2.3 does not name its licence');
  });
});

it.each([
  ['/a/node_modules/.pnpm/b@1/node_modules/b/lib/x.js', '/a/node_modules/.pnpm/b@1/node_modules/b'],
  ['/a/node_modules/@c/d/x.js', '/a/node_modules/@c/d'],
  ['/a/packages/e/dist/x.js', undefined],
])('the package of %s', (module, folder) => {
  expect(folderOf(module)).toBe(folder);
});

it('finds a licence by any of its names', () => {
  manifest('f', { license: 'ISC' });
  write('node_modules/f/licence.txt', 'ISC it is.\n');
  expect(noticeOf(join(root, 'node_modules/f'))).toEqual({
    title: 'f 1.2.3',
    licence: 'ISC',
    text: 'ISC it is.',
  });
});
