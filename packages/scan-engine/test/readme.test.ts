import * as E from 'fp-ts/lib/Either.js';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseEstate } from '../src/index.js';

const PACKAGE = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', PACKAGE), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? '';

it('the snippet of the README runs', () => {
  // In the package's own folder its name means itself.
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', block('ts')], {
    cwd: PACKAGE,
    encoding: 'utf8',
  });
  expect(run).toMatchObject({
    status: 0,
    stdout: '127.0.0.3 ftp_anonymous\n127.0.0.3 smb_signing_not_required\n127.0.0.3 smb_v1\n',
    stderr: '',
  });
});

it('the estate of the README can be read', () => {
  const estate = parseEstate(JSON.parse(block('json')));
  expect(E.isRight(estate) && estate.right.hosts.length).toBe(2);
});
