import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { OPENGUARD } from '../programs.js';
import { runMeasured, runPlain, type Run } from '../run.js';
import { READER_NAMES } from './reader.js';
import type { Task } from './sink.js';
import { Truth } from './tally.js';

const READ = fileURLToPath(new URL('./read-main.js', import.meta.url));
const CHECK = fileURLToPath(new URL('./check-main.js', import.meta.url));

/** What a run took, and what it says that the document holds. */
export interface Measured {
  readonly run: Run;
  readonly truth: Partial<Truth>;
}

/** One way of doing a task. */
export interface Subject {
  readonly name: string;
  readonly task: Task;
  /** Does it once, in a process of its own. */
  readonly measure: (file: string, scratch: string, signal: AbortSignal) => Promise<Measured>;
}

const truthOf = (text: string): Truth => {
  const truth = Truth.decode(JSON.parse(text));
  if (E.isLeft(truth)) throw new BenchFailure(`not what a reader tells: ${text.slice(0, 200)}`);
  return truth.right;
};

/** Every reader as a library. */
export const readerSubjects = (task: Task): readonly Subject[] =>
  READER_NAMES.map((name) => ({
    name,
    task,
    measure: async (file, scratch, signal) => {
      const run = await runMeasured([READ, name, task, file, scratch], { signal });
      return { run, truth: truthOf(run.stdout) };
    },
  }));

/** The real commands: everything that a user waits for. */
export const COMMAND_SUBJECTS: readonly Subject[] = [
  {
    name: 'openguard decode',
    task: 'ndjson',
    measure: async (file, scratch, signal) => {
      const run = await runMeasured([OPENGUARD, 'decode', file], { signal, output: scratch });
      const { stdout } = await runPlain([CHECK, scratch], { signal });
      return { run, truth: truthOf(stdout) };
    },
  },
  {
    name: 'openguard score',
    task: 'score',
    measure: async (file, _scratch, signal) => {
      const run = await runMeasured([OPENGUARD, 'score', file], { signal });
      const severities = /[0-9]+/.exec(run.stdout)?.[0];
      if (severities === undefined) throw new BenchFailure(`openguard score tells no score: ${run.stdout}`);
      return { run, truth: { severities: Number(severities) } };
    },
  },
];

/** Whether the commands are built. */
export const hasCommands = async (signal: AbortSignal): Promise<boolean> => {
  const { stdout } = await runPlain([OPENGUARD, '--version'], { signal });
  return stdout.trim() !== '';
};
