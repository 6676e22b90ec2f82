import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { BenchFailure } from './bench-failure.js';

const USAGE = fileURLToPath(new URL('./tell-usage.js', import.meta.url));
const MEASURE = fileURLToPath(new URL('../python/measure.py', import.meta.url));
const CHANNEL = 3;
const KEPT_CHARACTERS = 2000;

const Usage = t.readonly(t.type({ cpuMs: t.number, peakRssMb: t.number }));
const OutsideUsage = t.readonly(t.type({ wallMs: t.number, cpuMs: t.number, peakRssMb: t.number }));

/** What a process of its own took: from its start to its end, start-up included. */
export interface Run extends t.TypeOf<typeof Usage> {
  readonly wallMs: number;
  readonly stdout: string;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  /** A file for its standard output, which is then not returned. */
  readonly output?: string;
  /** What it reads. */
  readonly input?: string;
}

interface Ended {
  /** When it began, in milliseconds of the epoch with their fractions. */
  readonly startedMs: number;
  readonly wallMs: number;
  readonly stdout: string;
  readonly told: string;
}

const collect = (child: ChildProcess, channel: number): { text: string } => {
  const collected = { text: '' };
  const stream = child.stdio[channel];
  if (stream !== null && stream !== undefined && 'setEncoding' in stream) {
    stream.setEncoding('utf8').on('data', (text: string) => (collected.text += text));
  }
  return collected;
};

const start = async (
  program: string,
  args: readonly string[],
  { signal, env, output, input }: RunOptions,
  channel: 'pipe' | 'ignore',
): Promise<Ended> => {
  const file = output === undefined ? undefined : openSync(output, 'w');
  try {
    const started = performance.now();
    const child = spawn(program, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', file ?? 'pipe', 'pipe', channel],
      signal,
      ...(env === undefined ? {} : { env }),
    });
    const [stdout, stderr, told] = [collect(child, 1), collect(child, 2), collect(child, CHANNEL)];
    child.stdin?.end(input);
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => resolve(performance.now() - started));
    });
    const closed = new Promise<string>((resolve) =>
      child.once('close', (code, by) => resolve(code === null ? (by ?? 'a signal') : `exit code ${code}`)),
    );
    const wallMs = await ended;
    const how = await closed;
    if (how !== 'exit code 0') {
      const words = stderr.text.trim().slice(-KEPT_CHARACTERS);
      throw new BenchFailure(`${basename(program)} ${args.join(' ')} ended with ${how}: ${words}`);
    }
    return { startedMs: performance.timeOrigin + started, wallMs, stdout: stdout.text, told: told.text };
  } finally {
    if (file !== undefined) closeSync(file);
  }
};

/** Runs a Node program as it is. An exit code other than 0 is a {@link BenchFailure}. */
export const runPlain = (args: readonly string[], options: RunOptions): Promise<Omit<Ended, 'told'>> =>
  start(process.execPath, args, options, 'ignore');

/** Runs a Node program, which also tells at its end what it has used. */
export const runMeasured = async (args: readonly string[], options: RunOptions): Promise<Run> => {
  const { wallMs, stdout, told } = await start(
    process.execPath,
    ['--import', USAGE, ...args],
    options,
    'pipe',
  );
  const usage = Usage.decode(told === '' ? undefined : JSON.parse(told));
  if (E.isLeft(usage)) throw new BenchFailure(`node ${args.join(' ')} did not tell what it has used`);
  return { wallMs, stdout, ...usage.right };
};

/**
 * Runs a program outside Node through `measure.py`, which tells what it took: from its own start to its end, as
 * of a Node program.
 *
 * @param python a Python to run `measure.py` with
 */
export const runOutside = async (
  python: string,
  program: readonly string[],
  options: RunOptions,
): Promise<Run> => {
  const { stdout, told } = await start(python, ['-B', MEASURE, ...program], options, 'pipe');
  const run = OutsideUsage.decode(told === '' ? undefined : JSON.parse(told));
  if (E.isLeft(run)) throw new BenchFailure(`nobody told what ${program.join(' ')} has used`);
  return { stdout, ...run.right };
};
