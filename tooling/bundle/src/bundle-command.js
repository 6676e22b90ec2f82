import { rolldown } from 'rolldown';
import { licences } from './licences.js';

/**
 * Bundles a command with everything that it loads, so that it starts without looking for hundreds of files.
 * What is imported lazily stays in files of its own, which are read only when they are needed. The names and
 * the comments stay too: whoever installs the command can read what it does.
 *
 * @param {{ entry: string, directory: string }} options
 */
export const bundleCommand = async ({ entry, directory }) => {
  const bundle = await rolldown({ input: entry, platform: 'node', tsconfig: false, plugins: [licences()] });
  await bundle.write({ dir: directory, format: 'esm', chunkFileNames: '[name].js', cleanDir: true });
  await bundle.close();
};
