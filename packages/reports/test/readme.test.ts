import { documentBytes, type DocumentName } from '@openguard/fixtures';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PACKAGE = new URL('../', import.meta.url);
const snippet = /```ts\n(.*?)```/s.exec(readFileSync(new URL('README.md', PACKAGE), 'utf8'))?.[1] ?? '';

// In the package's own folder its name means itself.
const run = (input: Uint8Array) =>
  spawnSync(process.execPath, ['--input-type=module-typescript', '-e', snippet], {
    cwd: PACKAGE,
    input,
    encoding: 'utf8',
  });

it.each<[DocumentName, string]>([
  ['scan-2001', '9\n'],
  ['scan-2011', '4\n'],
  ['scan-refused-5101', '0\n'],
])('the snippet of the README adds up %s', (name, output) => {
  expect(run(documentBytes(name))).toMatchObject({ status: 0, stdout: output, stderr: '' });
});

it('the snippet of the README says nothing of a document that is cut, but that it is', () => {
  const cut = run(documentBytes('scan-2001').subarray(0, 4000));
  expect(cut).toMatchObject({ status: 1, stdout: '' });
  expect(cut.stderr).toContain('the document is cut off at byte 4000 in /SCAN/IP');
});
