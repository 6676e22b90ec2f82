import { checkPackage, createPackageFromTarballData, Package, type Problem } from '@arethetypeswrong/core';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { closureOf } from '../src/closure.js';
import { parseManifest, type Manifest } from '../src/manifest.js';
import { packAll } from '../src/pack.js';
import { readPackagesPage } from '../src/packages-page.js';
import { COMMANDS, LIBRARIES, PUBLISHED } from '../src/published.js';
import { ROOT } from '../src/root.js';
import { bufferOf, readTarball, textIn, type Tarball } from '../src/tarball.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const namesOf = (packages: typeof PUBLISHED) => packages.map(({ manifest }) => manifest.name);

let packed: ReadonlyMap<string, string> = new Map();
const tarballs = new Map<string, Tarball>();
const manifests = new Map<string, Manifest>();

beforeAll(async () => {
  packed = await packAll();
  for (const [name, file] of packed) {
    const tarball = await readTarball(file);
    tarballs.set(name, tarball);
    manifests.set(name, parseManifest(textIn(tarball, 'package.json')));
  }
});

const tarballOf = (name: string): Tarball => tarballs.get(name) ?? new Map();
const fileOf = (name: string): string => packed.get(name) ?? '';

/** A library is for programs that import it as an ES module. */
const concernsImports = (problem: Problem): boolean =>
  problem.kind !== 'CJSResolvesToESM' &&
  !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind));

describe.each(namesOf(PUBLISHED))('%s', (name) => {
  it('holds what it needs and nothing else', () => {
    const files = [...tarballOf(name).keys()];
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    const strange = files.filter(
      (file) =>
        !/^(?:package\.json|README\.md|LICENSE|bin\/[\w-]+\.js|deploy\/[\w./-]+|dist\/THIRD-PARTY\.md|dist\/.+\.(?:d\.ts|js))$/.test(
          file,
        ),
    );
    expect(strange).toEqual([]);
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
    expect(textIn(tarballOf(name), 'LICENSE')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('points at no file that is left out', () => {
    const pointing = [...tarballOf(name)].filter(
      ([file, bytes]) =>
        file.endsWith('.js') && new TextDecoder().decode(bytes).includes('//# sourceMappingURL='),
    );
    expect(pointing.map(([file]) => file)).toEqual([]);
  });

  it('depends on releases, not on places', () => {
    const { dependencies, peerDependencies, devDependencies, scripts } = manifests.get(name) ?? {};
    const ranges = Object.values({ ...dependencies, ...peerDependencies });
    expect(ranges.filter((range) => !/^\^?\d+\.\d+\.\d+$/.test(range))).toEqual([]);
    expect({ devDependencies, scripts }).toEqual({ devDependencies: undefined, scripts: undefined });
  });

  it('is faultless by publint', async () => {
    const { messages } = await publint({
      pack: { tarball: await bufferOf(fileOf(name)) },
      strict: true,
    });
    const manifest = JSON.parse(textIn(tarballOf(name), 'package.json')) as Record<string, unknown>;
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });
});

describe.each(namesOf(LIBRARIES))('%s', (name) => {
  it('has a source for every file of its', () => {
    const folder = PUBLISHED.find(({ manifest }) => manifest.name === name)?.folder ?? '';
    const sourceOf = (file: string) => file.replace(/^dist\/(.+?)(?:\.d)?\.[jt]s$/, 'src/$1.ts');
    const outputs = [...tarballOf(name).keys()].filter((file) => file.startsWith('dist/'));
    expect(outputs).toContain('dist/index.js');
    expect(outputs.filter((file) => !existsSync(join(ROOT, folder, sourceOf(file))))).toEqual([]);
  });

  it('imports what it declares, and declares what it imports', () => {
    const { dependencies = {}, peerDependencies = {} } = manifests.get(name) ?? {};
    const imported = new Set(
      [...tarballOf(name).keys()]
        .filter((file) => /\.(?:js|d\.ts)$/.test(file))
        .flatMap((file) => ts.preProcessFile(textIn(tarballOf(name), file)).importedFiles)
        .map(({ fileName }) => /^(?:@[^/]+\/)?[^/]+/.exec(fileName)?.[0] ?? '')
        .filter((other) => !/^\.|^node:/.test(other)),
    );
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    expect([...imported].filter((other) => !declared.includes(other))).toEqual([]);
    expect(Object.keys(dependencies).filter((other) => !imported.has(other))).toEqual([]);
  });

  it('has types that are right, by attw', async () => {
    const result = await checkPackage(
      createPackageFromTarballData(new Uint8Array(await bufferOf(fileOf(name)))),
    );
    expect(result.types).toMatchObject({ kind: 'included' });
    const problems = 'problems' in result ? result.problems : [];
    expect(problems.filter(concernsImports)).toEqual([]);
  });
});

describe.each(namesOf(COMMANDS))('%s', (name) => {
  it('brings everything along', () => {
    expect(manifests.get(name)?.dependencies).toBeUndefined();
    const bin = manifests.get(name)?.bin;
    const start = typeof bin === 'object' ? (bin[name] ?? '') : '';
    const reached = new Set<string>();
    const foreign = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { fileName } of ts.preProcessFile(textIn(tarballOf(name), file)).importedFiles) {
        if (fileName.startsWith('.')) visit(posix.join(posix.dirname(file), fileName));
        else foreign.add(fileName);
      }
    };
    visit(start);
    expect([...foreign].filter((path) => !path.startsWith('node:'))).toEqual([]);
    const programs = [...tarballOf(name).keys()].filter((file) => file.endsWith('.js'));
    expect(programs.filter((file) => !reached.has(file))).toEqual([]);
  });

  it('hands on the licences of what it brings', () => {
    const text = textIn(tarballOf(name), 'dist/THIRD-PARTY.md');
    expect(text).toMatch(/^## fp-ts \d+\.\d+\.\d+ \(MIT\)\n\n````\nMIT License\n/m);
    expect(text).not.toContain('@openguard/');
  });
});

describe('docs/packages.md; write it with: pnpm --filter @openguard/publish run write', () => {
  const page = readPackagesPage(readFileSync(join(ROOT, 'docs/packages.md'), 'utf8'));

  it('has a row for each package', () => {
    expect([...page.keys()]).toEqual([...namesOf(LIBRARIES), ...namesOf(COMMANDS)]);
  });

  it.each(namesOf(PUBLISHED))('says what comes with %s', (name) => {
    expect(page.get(name)).toEqual(closureOf(name, manifests));
  });
});

describe('the control', () => {
  const faulty = {
    'package.json': JSON.stringify({
      name: 'x',
      version: '1.0.0',
      type: 'module',
      exports: { '.': { types: './b.d.ts', default: './a.js' } },
    }),
    'a.js': 'export const a = 1;',
  };

  it('publint misses a file', async () => {
    const files = Object.entries(faulty).map(([name, text]) => ({
      name: `package/${name}`,
      data: new TextEncoder().encode(text),
    }));
    const { messages } = await publint({ pkgDir: 'package', pack: { files } });
    expect(messages.map(({ code }) => code)).toContain('FILE_DOES_NOT_EXIST');
  });

  it('attw misses a name', async () => {
    const types = { 'b.d.ts': "export * from './c';\n", 'c.d.ts': 'export declare const a: number;\n' };
    const files = Object.entries({ ...faulty, ...types }).map(([name, text]): [string, string] => [
      `/node_modules/x/${name}`,
      text,
    ]);
    const result = await checkPackage(new Package(Object.fromEntries(files), 'x', '1.0.0'));
    const problems = 'problems' in result ? result.problems.filter(concernsImports) : [];
    expect(problems.map(({ kind }) => kind)).toContain('InternalResolutionError');
  });
});
