import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeHouseFault } from '../src/house-fault.js';
import { inspectHouse } from '../src/inspect-house.js';
import { readMap } from '../src/package-map.js';
import { readWorkspace } from '../src/workspace-package.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const faultsOf = (root: string) => inspectHouse(root).map(describeHouseFault);

it('the house is as the map draws it', () => {
  expect(faultsOf(ROOT)).toEqual([]);
});

it('the map of this house has rooms in all layers, and some that are planned', () => {
  const rooms = readMap(readFileSync(join(ROOT, 'packages/README.md'), 'utf8'));
  expect(new Set(rooms.map(({ layer }) => layer))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  expect(rooms.find(({ folder }) => folder === 'packages/client')).toMatchObject({
    layer: 4,
    planned: false,
  });
  expect(rooms.find(({ folder }) => folder === 'apps/server')?.mayImport).toContain('packages/scan-engine');
});

it('the map names every tool', () => {
  const markdown = readFileSync(join(ROOT, 'packages/README.md'), 'utf8');
  const tools = readWorkspace(ROOT).flatMap(({ folder }) =>
    folder.startsWith('tooling/') ? [folder.slice(8)] : [],
  );
  expect(tools.filter((name) => !markdown.includes(`\n| \`${name}\` |`))).toEqual([]);
});

describe('in a small house', () => {
  let root = '';
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const room = (folder: string, manifest: object) =>
    write(
      `${folder}/package.json`,
      JSON.stringify({ name: `@openguard/${folder.split('/')[1] ?? ''}`, ...manifest }),
    );
  const uses = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`@openguard/${name}`, 'workspace:*']));
  const map = (...rows: readonly string[]) =>
    write('packages/README.md', `| L | p | does | may |\n${rows.join('\n')}\n`);
  const ROWS = [
    '| 0 | `low` | Is low. | – |',
    '| 1 | `left` | Is left. | low |',
    '| 1 | `right` | Is right. | low |',
  ];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'house-'));
    map(...ROWS);
    room('packages/low', {});
    room('packages/left', { dependencies: uses('low') });
    room('packages/right', { dependencies: uses('low') });
    write('packages/left/src/index.ts', "export { a } from '@openguard/low';\n");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('finds nothing wrong', () => {
    expect(faultsOf(root)).toEqual([]);
  });

  it('sees an import sideways, declared or not', () => {
    write('packages/left/src/sideways.ts', "import { b } from '@openguard/right';\nexport const c = b;\n");
    expect(faultsOf(root)).toEqual([
      'packages/left/src/sideways.ts imports @openguard/right, which its package.json does not declare',
    ]);
    room('packages/left', { dependencies: uses('low', 'right') });
    expect(faultsOf(root)).toEqual(['packages/left depends on packages/right, which the map does not allow']);
    map(...ROWS.with(1, '| 1 | `left` | Is left. | low, right |'));
    expect(faultsOf(root)).toEqual([
      'packages/left imports packages/right, which does not lie in a lower layer',
    ]);
  });

  it.each([
    ["import type { b } from '@openguard/right';", '@openguard/right'],
    ["export * from '@openguard/right';", '@openguard/right'],
    ["const b = await import('@openguard/right/deep.js');", '@openguard/right'],
    ["import '@openguard/right';", '@openguard/right'],
  ])('sees %s', (line, other) => {
    write('packages/left/src/x.ts', line);
    expect(faultsOf(root)).toEqual([
      `packages/left/src/x.ts imports ${other}, which its package.json does not declare`,
    ]);
  });

  it('sees a way through the wall', () => {
    write('packages/left/src/x.ts', "import { b } from '../../right/src/index.js';");
    expect(faultsOf(root)).toEqual([
      'packages/left/src/x.ts imports ../../right/src/index.js, a file of another package; import the package',
    ]);
  });

  it('takes comments and texts for what they are', () => {
    write(
      'packages/left/src/x.ts',
      "// import '@openguard/right';\nexport const a = 'import \"@openguard/right\"';",
    );
    expect(faultsOf(root)).toEqual([]);
  });

  it('lets tests import devDependencies, and shipped code not', () => {
    room('packages/left', { dependencies: uses('low'), devDependencies: uses('right') });
    write('packages/left/src/x.test.ts', "import '@openguard/right';");
    write('packages/left/test/y.ts', "import '@openguard/right';");
    expect(faultsOf(root)).toEqual([]);
    write('packages/left/src/x.ts', "import '@openguard/right';");
    expect(faultsOf(root)).toEqual([
      'packages/left/src/x.ts imports @openguard/right, which its package.json does not declare',
    ]);
  });

  it('holds tooling to its package.json too', () => {
    room('tooling/tool', { dependencies: uses('low') });
    write('tooling/tool/src/x.js', "import '@openguard/low';\nimport '@openguard/left';");
    expect(faultsOf(root)).toEqual([
      'tooling/tool/src/x.js imports @openguard/left, which its package.json does not declare',
    ]);
  });

  it.each([
    [
      [...ROWS, '| 2 | `attic` | Is high. | left |'],
      'packages/attic is on the map and does not exist; mark it as planned or remove it',
    ],
    [
      [...ROWS, '| 2 | `attic` (planned) | Is high. | cellar |'],
      'packages/attic may import packages/cellar, which is not on the map',
    ],
    [ROWS.slice(0, 2), 'packages/right is not on the map in packages/README.md'],
    [[...ROWS, '| 1 | `right` | Is right. | low |'], 'packages/right is on the map more than once'],
    [
      ROWS.with(2, '| 1 | `right` (planned) | Is right. | low |'),
      'packages/right exists and is still marked as planned',
    ],
  ])('sees a map that is wrong (%#)', (rows, line) => {
    map(...rows);
    expect(faultsOf(root)).toEqual([line]);
  });

  it('catches a sideways import that is planted in a copy of this house', () => {
    const copied = ['packages', 'apps'];
    for (const folder of copied) {
      cpSync(join(ROOT, folder), join(root, folder), {
        recursive: true,
        filter: (path) => !/[/\\](?:node_modules|dist|\.turbo)(?:[/\\]|$)/.test(path),
      });
    }
    for (const folder of ['packages/low', 'packages/left', 'packages/right'])
      rmSync(join(root, folder), { recursive: true });
    expect(faultsOf(root)).toEqual([]);
    write('packages/targets/src/planted.ts', "export { redact } from '@openguard/errors';\n");
    expect(faultsOf(root)).toEqual([
      'packages/targets/src/planted.ts imports @openguard/errors, which its package.json does not declare',
    ]);
  });
});
