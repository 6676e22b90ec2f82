import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCommandLine, USAGE, type CommandLine } from './command-line.js';
import { draw, type Drawing } from './drawing.js';
import { buildRange } from './network/build-range.js';
import { assess } from './grading/assess.js';
import { renderAssessment } from './grading/table.js';
import { writeBetweenMarks } from './grading/write-between-marks.js';
import { enterIsolation, isIsolated, mountScratch } from './network/isolation.js';
import { SCANNER } from './network/network-script.js';
import { PLANTS } from './plants/plants.js';
import { RangeFailure } from './range-failure.js';
import { truthOf } from './truth.js';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const runInScanner = async (program: readonly string[]): Promise<number> => {
  const child = spawn('ip', ['netns', 'exec', SCANNER, ...program], { stdio: 'inherit' });
  await once(child, 'exit');
  return child.exitCode ?? 1;
};

const REPORTS = '/srv/reports';

const tabulate = async (command: CommandLine, drawing: Drawing): Promise<number> => {
  const { rounds, nmap, write, json } = command;
  const truth = truthOf(drawing);
  const assessment = await assess({ truth, folder: REPORTS, rounds, nmap, say });
  const text = renderAssessment(truth, assessment, rounds);
  process.stdout.write(text);
  if (write !== undefined) writeBetweenMarks(write, text);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(assessment, undefined, 2)}\n`);
  return 0;
};

const inside = async (command: CommandLine, drawing: Drawing): Promise<number> => {
  await mountScratch();
  const began = performance.now();
  await buildRange(drawing);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`the range of seed ${drawing.seed} stands: ${drawing.hosts.length} hosts, built in ${seconds} s`);
  if (command.command === 'run') return runInScanner(command.program);
  if (command.command === 'table') return tabulate(command, drawing);
  return runInScanner(['sh', '-c', 'echo "Ctrl-C ends it"; exec sleep infinity']);
};

const main = async (): Promise<number> => {
  const args = process.argv.slice(2);
  const command = readCommandLine(args);
  if (command.command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const drawing = draw(PLANTS, command.seed, command.size);
  if (command.command === 'truth') {
    process.stdout.write(`${JSON.stringify(truthOf(drawing), undefined, 2)}\n`);
    return 0;
  }
  if (!isIsolated()) return enterIsolation(fileURLToPath(import.meta.url), args);
  return inside(command, drawing);
};

try {
  process.exitCode = await main();
} catch (error) {
  // Expected: what the range itself gives up on. All else is a fault of this program.
  if (!(error instanceof RangeFailure)) throw error;
  process.stderr.write(`range: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
if (isIsolated()) process.exit();
