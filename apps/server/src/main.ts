import { enableCompileCache } from 'node:module';

// A fifth of the time until the server is ready is compiling; the next start finds it done.
enableCompileCache();
// Whoever reads the output may stop early, as head does. A backup that nobody takes fails by itself.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const { runServerCommand } = await import('./run.js');
process.exitCode = await runServerCommand(process.argv.slice(2));
