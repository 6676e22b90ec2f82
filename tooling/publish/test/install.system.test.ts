// needs: npm
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDirectory, listInstalled, npmInstall, type EmptyDirectory } from '../src/empty-directory.js';
import { loadedBy } from '../src/loaded.js';
import { nodeOf, NODES } from '../src/nodes.js';
import { packAll } from '../src/pack.js';
import { readPackagesPage } from '../src/packages-page.js';
import { LIBRARIES } from '../src/published.js';
import { startRegistry, type Registry } from '../src/registry.js';
import { ROOT } from '../src/root.js';
import { run } from '../src/run.js';
import { snippetOf } from '../src/snippet.js';
import { startSmallService, type SmallService } from './small-service.js';
import { trySnippet } from './try-snippet.js';

let registry: Registry;
let service: SmallService;
const programs = new Map<string, string | undefined>();
const directories = new Map<string, EmptyDirectory>();

beforeAll(async () => {
  service = await startSmallService();
  registry = await startRegistry(await packAll());
  for (const release of NODES) programs.set(release.label, await nodeOf(release));
});
afterAll(async () => {
  for (const directory of directories.values()) directory.remove();
  await registry.close();
  await service.close();
});

/** The oldest Node that there is installs: what it refuses, its users could not install. */
const oldest = (): string =>
  [...programs.values()].find((program) => program !== undefined) ?? process.execPath;

/** A directory where these packages have been installed, and what came with them; once for all Nodes. */
const installed = async (packages: readonly string[]): Promise<EmptyDirectory> => {
  const key = packages.join(' ');
  const known = directories.get(key);
  if (known !== undefined) return known;
  const directory = emptyDirectory(oldest());
  directories.set(key, directory);
  await npmInstall(directory, packages, registry.url);
  return directory;
};

/** What uses nothing of Node. */
const BROWSER = LIBRARIES.map(({ manifest }) => manifest.name).filter(
  (name) => !/transport|client|scan-engine|storage|queue|service/.test(name),
);

const CASES = LIBRARIES.map(({ manifest, folder }) => [manifest.name, folder] as const);

describe.each(CASES)('%s from an empty directory', (name, folder) => {
  const { text, packages } = snippetOf(folder);

  it('brings what the table in docs/packages.md says, and no more', async () => {
    const directory = await installed([name]);
    const brought = [...listInstalled(directory.path).keys()].filter((other) => other !== name);
    const page = readPackagesPage(readFileSync(join(ROOT, 'docs/packages.md'), 'utf8'));
    expect(brought.sort()).toEqual(page.get(name));
  });

  it('loads nothing with an import that can wait', async () => {
    const directory = await installed([name]);
    const loaded = await loadedBy(directory, name);
    expect(loaded).toContain(name);
    expect(loaded).not.toContain('undici');
  });

  it.for(NODES)('runs the program of its README on Node $label', async ({ label }, { skip }) => {
    const node = programs.get(label);
    if (node === undefined) return skip(`there is no Node ${label} for this platform, or no network`);
    await trySnippet(await installed(packages), node, name, text, service.url);
  });
});

describe('the types', () => {
  const names = LIBRARIES.map(({ manifest }) => manifest.name);
  /** What the compiler says about programs in a directory. */
  const check = async ({ path, env }: EmptyDirectory, options: object, files: readonly string[]) => {
    const rules = { noEmit: true, strict: true, module: 'nodenext', target: 'es2024', ...options };
    writeFileSync(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions: rules, files }));
    const types = join(path, 'node_modules', '@types');
    if (!existsSync(types)) symlinkSync(join(ROOT, 'node_modules', '@types'), types);
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc6');
    const { stdout } = await run(process.execPath, [compiler, '--project', path], { cwd: path, env });
    return stdout;
  };

  it.each([
    ['for browsers, without the types of Node', BROWSER, { lib: ['es2024'], types: [] }],
    ['for Node', names, { lib: ['es2024'], types: ['node'] }],
  ])('are whole: who checks libraries too finds nothing missing, %s', async (_, some, options) => {
    const directory = await installed(names);
    const lines = some.map((name, index) => `export * as p${index} from '${name}';\n`);
    writeFileSync(join(directory.path, 'all.mts'), lines.join(''));
    expect(await check(directory, options, ['all.mts'])).toBe('');
  });

  it('fit the programs of the READMEs', async () => {
    const directory = await installed(names);
    const files = CASES.map(([name, folder]) => {
      const file = `${name.replace('@openguard/', '')}.mts`;
      writeFileSync(join(directory.path, file), `export {};\n${snippetOf(folder).text}`);
      return file;
    });
    expect(await check(directory, { types: ['node'], skipLibCheck: true }, files)).toBe('');
  });
});
