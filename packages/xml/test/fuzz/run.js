import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { seconds: { type: 'string', default: '60' } },
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new RangeError('--seconds: give a number of seconds');

const { module } = await runnerImport(fileURLToPath(new URL('./long-run.ts', import.meta.url)));
process.exitCode = module.longRun(seconds, (line) => console.log(line));
