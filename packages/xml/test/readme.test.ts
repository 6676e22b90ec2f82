import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PACKAGE = new URL('../', import.meta.url);
const snippet = /```ts\n(.*?)```/s.exec(readFileSync(new URL('README.md', PACKAGE), 'utf8'))?.[1] ?? '';

it('the snippet of the README runs, and is five lines that do something', () => {
  // In the package's own folder its name means itself.
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', snippet], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 0, stderr: '', stdout: '<OS>Linux</OS>\n\n' });
  expect(snippet.split('\n').filter((line) => /\w/.test(line))).toHaveLength(5);
});
