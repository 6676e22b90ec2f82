import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import type { EmptyDirectory } from './empty-directory.js';
import { runWell } from './run.js';

/** Notes the package of every module that is loaded, and prints them at the end. */
const WATCH = `import { registerHooks } from 'node:module';
const seen = new Set();
registerHooks({
  load: (url, context, next) => {
    seen.add(/^.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url)?.[1]);
    return next(url, context);
  },
});
process.on('exit', () => console.log([...seen].filter((name) => name !== undefined).sort().join(' ')));
`;

/** The packages that an import of one loads, itself included. */
export const loadedBy = async ({ path, env }: EmptyDirectory, name: string): Promise<readonly string[]> => {
  writeFileSync(join(path, 'watch.mjs'), WATCH);
  const program = ['--input-type=module', '--eval', `import '${name}';`];
  const stdout = await runWell(process.execPath, ['--import', './watch.mjs', ...program], { cwd: path, env });
  return stdout.trim().split(' ');
};
