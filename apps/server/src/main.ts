import { enableCompileCache } from 'node:module';

// A fifth of the time until the server is ready is compiling; the next start finds it done.
enableCompileCache();
const { runServerCommand } = await import('./run.js');
process.exitCode = await runServerCommand(process.argv.slice(2));
