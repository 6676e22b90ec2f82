import { enableCompileCache } from 'node:module';
import { VERSION } from './version.js';

const run = async (): Promise<void> => {
  // A third of the time to a first reply is compiling; the next run finds it done.
  enableCompileCache();
  const { runCommand } = await import('./run.js');
  process.exitCode = await runCommand(process.argv.slice(2));
};

if (process.argv[2] === '--version') {
  // Nothing else is loaded for this, so that scripts may ask often; a second try tells why the first one failed.
  process.stdout.once('error', () => void run()).write(`${VERSION}\n`);
} else {
  await run();
}
