import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { downloadLines, machineTraces } from '../src/machine-traces.js';
import { repositoryFiles } from '../src/repository-files.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const read = (file: string) => readFileSync(join(ROOT, file), 'latin1');

it('no file of the repository tells about the machine that it was written on', () => {
  const files = repositoryFiles(ROOT).filter((file) => existsSync(join(ROOT, file)));
  expect(files).toContain('package.json');
  const traces = files.flatMap((file) =>
    machineTraces(read(file), [ROOT, homedir()]).map((trace) => `${file}: ${trace}`),
  );
  expect(traces).toEqual([]);
});

it('the lock file records no download addresses', () => {
  expect(downloadLines(read('pnpm-lock.yaml'))).toEqual([]);
});

describe('machineTraces', () => {
  const paths = ['/home/ann/openguard', '/home/ann', '/src'];
  const host = ['registry', 'npmjs', 'org'].join('.');

  it.each([
    [`resolved https://${host}/x`, [`${['registry', 'npmjs'].join('.')}.`]],
    ['see /home/ann/openguard/packages', ['/home/ann/openguard', '/home/ann']],
    ['file:///home/ann/x', ['/home/ann']],
    ['"/home/ann"', ['/home/ann']],
    ['/home/anna and ./home/ann', []],
    ['packages/x/src and /src', []],
    ['the registry of the npm project', []],
  ])('%s', (text, expected) => {
    expect(machineTraces(text, paths)).toEqual(expected);
  });
});

it.each([
  ['    resolution: {integrity: sha512-a, tarball: x.tgz}', 1],
  ['    resolution: {tarball: https://example.org/a.tgz}', 1],
  ['    resolution: {integrity: sha512-abc==}', 0],
  ['    deprecated: See https://example.org/why', 0],
])('downloadLines(%j)', (line, count) => {
  expect(downloadLines(line)).toHaveLength(count);
});
