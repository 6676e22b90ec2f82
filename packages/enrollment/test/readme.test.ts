import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PACKAGE = new URL('../', import.meta.url);
const snippet = /```ts\n(.*?)```/s.exec(readFileSync(new URL('README.md', PACKAGE), 'utf8'))?.[1] ?? '';

it('the snippet of the README runs', () => {
  // In the package's own folder its name means itself.
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', snippet], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 0, stderr: '' });
  const lines = run.stdout.split('\n');
  expect(lines[0]).toBe("{ kind: 'text', maxLength: 50 }");
  expect(lines).toContain('prefix: the form of address is missing');
  expect(lines).toContain(
    'country: "Antarctica" is none of the 235 values of the list; did you mean "Antartica"?',
  );
  expect(run.stdout).toContain("{ field: 'prefix', error: 'missing', text: '' }");
  expect(run.stdout).toContain("summary: 'missing form of address, missing last name,");
});
