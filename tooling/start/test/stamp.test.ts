import { rmSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installStamp, outputsStamp, sourcesStamp } from '../src/stamp.js';
import { Sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  box.write('package.json', '{}');
  box.write('pnpm-lock.yaml', 'lock');
  box.write('packages/a/package.json', '{"name":"a"}');
  box.write('packages/a/src/deep/x.ts', 'x');
  box.write('packages/a/dist/x.js', 'x');
  box.write('apps/not-a-package/readme', 'x');
});
afterEach(() => box.remove());

const stamps = () => ({
  install: installStamp(box.root),
  sources: sourcesStamp(box.root),
  outputs: outputsStamp(box.root),
});

describe('stamps', () => {
  it.each([
    ['pnpm-lock.yaml', 'other', ['install']],
    ['pnpm-workspace.yaml', 'new', ['install']],
    ['.npmrc', 'new', ['install']],
    ['packages/a/package.json', '{"name":"b"}', ['install', 'sources']],
    ['packages/b/package.json', '{}', ['install', 'sources']],
    ['packages/a/src/deep/x.ts', 'longer', ['sources']],
    ['packages/a/src/y.ts', '', ['sources']],
    ['packages/a/src/x.test.ts', 'new', []],
    ['packages/a/test/x.ts', 'new', []],
    ['packages/a/dist/y.js', 'new', ['outputs']],
    ['turbo.json', '{}', ['sources']],
    ['README.md', 'new', []],
    ['apps/not-a-package/src/x.ts', 'new', []],
  ])('%s changes what depends on it', (file, text, changed) => {
    const before = stamps();
    box.write(file, text);
    const after = stamps();
    expect((['install', 'sources', 'outputs'] as const).filter((key) => before[key] !== after[key])).toEqual(
      changed,
    );
  });

  it('a source of the same size and another time counts as changed', () => {
    const before = sourcesStamp(box.root);
    utimesSync(box.path('packages/a/src/deep/x.ts'), 1, 1);
    expect(sourcesStamp(box.root)).not.toBe(before);
  });

  it('an output that is gone counts as changed', () => {
    const before = outputsStamp(box.root);
    rmSync(box.path('packages/a/dist'), { recursive: true });
    expect(outputsStamp(box.root)).not.toBe(before);
  });

  it('a manifest that moves to another package counts as changed', () => {
    const before = installStamp(box.root);
    box.write('packages/b/package.json', '{"name":"a"}');
    rmSync(box.path('packages/a'), { recursive: true });
    expect(installStamp(box.root)).not.toBe(before);
  });
});
