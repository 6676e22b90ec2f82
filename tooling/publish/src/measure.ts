import { join } from 'node:path';
import { emptyDirectory, listInstalled, npmInstall, sizeBelow } from './empty-directory.js';
import type { Cost } from './packages-page.js';
import { runWell } from './run.js';

/** The best of so many runs says what the work takes; the others, what else the machine had to do. */
const RUNS = 15;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

/** Installs one library alone, and measures. */
export const measureLibrary = async (name: string, registry: string): Promise<Cost> => {
  const directory = emptyDirectory(process.execPath);
  const { path, env } = directory;
  try {
    await npmInstall(directory, [name], registry);
    const program = `const begin = performance.now(); await import('${name}'); console.log(performance.now() - begin);`;
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const args = ['--input-type=module', '--eval', program];
      times.push(Number(await runWell(process.execPath, args, { cwd: path, env })));
    }
    const brings = [...listInstalled(path).keys()].filter((other) => other !== name).sort();
    return { name, brings, bytes: sizeBelow(join(path, 'node_modules')), milliseconds: Math.min(...times) };
  } finally {
    directory.remove();
  }
};

/** Installs one command from its tarball, with no registry at all, and measures. */
export const measureCommand = async (name: string, tarball: string): Promise<Cost> => {
  const directory = emptyDirectory(process.execPath);
  const { path, env } = directory;
  try {
    await npmInstall(directory, [tarball], 'http://127.0.0.1:9/', ['--offline']);
    const file = join(path, 'node_modules', name, 'bin', `${name}.js`);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      times.push(await timed(() => runWell(process.execPath, [file, '--version'], { cwd: path, env })));
    }
    const brings = [...listInstalled(path).keys()].filter((other) => other !== name).sort();
    return { name, brings, bytes: sizeBelow(join(path, 'node_modules')), milliseconds: Math.min(...times) };
  } finally {
    directory.remove();
  }
};
