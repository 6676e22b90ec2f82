import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandLine, USAGE, type CommandLine } from './command-line.js';
import { draw, type Drawing } from './drawing.js';
import { buildRange } from './network/build-range.js';
import { measure } from './grading/measure.js';
import { readMeasured, together } from './grading/measured.js';
import { renderMeasured } from './grading/table.js';
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
/** What is compared by turns needs no more of them. */
const MOST_TURNS = 2;

/** Takes one measurement of the range that stands around this process, and writes it down. */
const takeMeasurement = async (
  { only, rounds, minutes, json }: CommandLine,
  drawing: Drawing,
): Promise<number> => {
  const [measurement] = only;
  if (measurement === undefined || json === undefined) throw new TypeError('there is nothing to measure');
  const turns = measurement === 'repeat' ? rounds : Math.min(rounds, MOST_TURNS);
  const order = { truth: truthOf(drawing), folder: REPORTS, rounds: turns, nmapMinutes: minutes, say };
  writeFileSync(json, JSON.stringify(await measure(measurement, order)));
  return 0;
};

/** Has each measurement taken in a range of its own, and shows all of them. */
const tabulate = async (command: CommandLine, drawing: Drawing): Promise<number> => {
  const { seed, size, only, rounds, minutes, from, write, json } = command;
  const folder = mkdtempSync(join(tmpdir(), 'openguard-range-'));
  let measured = from === undefined ? { seed, graded: {} } : readMeasured(from);
  try {
    for (const measurement of only) {
      const file = join(folder, `${measurement}.json`);
      const built = measurement === 'silent' ? 'sparse' : size;
      const code = await enterIsolation(fileURLToPath(import.meta.url), [
        ...['table', '--seed', `${seed}`, ...(built === 'whole' ? [] : [`--${built}`])],
        ...['--only', measurement, '--rounds', `${rounds}`, '--minutes', `${minutes}`, '--json', file],
      ]);
      if (code !== 0) throw new RangeFailure(`${measurement} could not be measured`, code);
      measured = together(measured, readMeasured(file));
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(measured, undefined, 2)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const text = renderMeasured(truthOf(drawing), measured);
  process.stdout.write(text);
  if (write !== undefined) writeBetweenMarks(write, text);
  return 0;
};

const inside = async (command: CommandLine, drawing: Drawing): Promise<number> => {
  await mountScratch();
  const began = performance.now();
  await buildRange(drawing);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`the range of seed ${drawing.seed} stands: ${drawing.hosts.length} hosts, built in ${seconds} s`);
  if (command.command === 'run') return runInScanner(command.program);
  if (command.command === 'table') return takeMeasurement(command, drawing);
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
  if (command.command === 'table' && !isIsolated()) return tabulate(command, drawing);
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
