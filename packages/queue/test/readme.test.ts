import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';

it('the snippet of the README runs as it stands', async () => {
  const own = dirname(import.meta.dirname);
  const readme = await readFile(`${own}/README.md`, 'utf8');
  const snippet = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const args = ['--input-type=module-typescript', '-e', snippet];
  expect(execFileSync(process.execPath, args, { cwd: own, encoding: 'utf8' })).toBe(
    'scan/993593085.18806 0\n',
  );
});
