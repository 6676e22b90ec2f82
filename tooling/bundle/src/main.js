#!/usr/bin/env node
import { bundleCommand } from './bundle-command.js';

const [entry, directory] = process.argv.slice(2);
if (entry === undefined || directory === undefined) {
  process.stderr.write('bundle-command: give the file to start from and the directory to write\n');
  process.exitCode = 2;
} else {
  await bundleCommand({ entry, directory });
}
