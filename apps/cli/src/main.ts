import { enableCompileCache } from 'node:module';
import { VERSION } from './version.js';

// Nothing else is loaded for this, so that scripts may ask often.
if (process.argv[2] === '--version') {
  process.stdout.write(`${VERSION}\n`);
} else {
  // A third of the time to a first reply is compiling; the next run finds it done.
  enableCompileCache();
  const { runCommand } = await import('./run.js');
  process.exitCode = await runCommand(process.argv.slice(2));
}
