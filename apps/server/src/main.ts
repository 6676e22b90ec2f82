import { runServerCommand } from './run.js';

process.exitCode = await runServerCommand(process.argv.slice(2));
