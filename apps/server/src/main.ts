import { enableCompileCache } from 'node:module';

// A fifth of the time until the server is ready is compiling; the next start finds it done.
enableCompileCache();
let unwritten = 0;
// Whoever reads the output may stop early, as head does. A backup that nobody takes fails by itself.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || unwritten > 0) return;
  unwritten = 7;
  process.stderr.write(`openguard-server: cannot write to standard output: ${code ?? 'unknown error'}\n`);
  process.exitCode = unwritten;
});
const { runServerCommand } = await import('./run.js');
const exitCode = await runServerCommand(process.argv.slice(2));
process.exitCode = unwritten === 0 ? exitCode : unwritten;
