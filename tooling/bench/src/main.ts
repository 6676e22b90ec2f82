import { writeFileSync } from 'node:fs';
import { BenchFailure } from './bench-failure.js';
import { renderChart } from './chart.js';
import { readCommandLine, USAGE } from './command-line.js';
import { commands } from './commands/bench.js';
import { compare } from './compare/bench.js';
import { decode } from './decode/bench.js';
import { detections } from './detections/bench.js';
import { enroll } from './enroll/bench.js';
import { history } from './history/bench.js';
import { kb } from './kb/bench.js';
import { held } from './held/bench.js';
import { renderReport, type BenchReport } from './report.js';
import { scan } from './scan/bench.js';
import type { Settings, Stage } from './settings.js';
import { startup } from './startup.js';
import { stored } from './stored/bench.js';
import { workers } from './workers/bench.js';

const INTERRUPTED = 130;

const BENCHES = new Map<string, (settings: Settings, stage: Stage) => Promise<BenchReport>>([
  ['decode', decode],
  ['commands', commands],
  ['compare', compare],
  ['startup', startup],
  ['scan', scan],
  ['enroll', enroll],
  ['kb', kb],
  ['history', history],
  ['detections', detections],
  ['held', held],
  ['stored', stored],
  ['workers', workers],
]);

const main = async (): Promise<void> => {
  const { names, help, settings, json, chart } = readCommandLine(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const bench = BENCHES.get(names[0] ?? '');
  if (bench === undefined || names.length > 1) {
    throw new BenchFailure(`name one of the benches: ${[...BENCHES.keys()].join(', ')}`, 2);
  }
  if (chart !== undefined && bench !== decode) {
    throw new BenchFailure('only decode has a chart', 2);
  }
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const report = await bench(settings, {
    signal: interrupted.signal,
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (chart !== undefined) writeFileSync(chart, renderChart(report));
  process.stdout.write(renderReport(report));
};

try {
  await main();
} catch (error) {
  // Expected: what a bench itself gives up on, and Ctrl-C. All else is a fault of this program.
  if (error instanceof BenchFailure) {
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && error.name === 'AbortError') {
    process.exitCode = INTERRUPTED;
  } else {
    throw error;
  }
}
