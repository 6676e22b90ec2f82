import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { runMeasured, runOutside, type Run, type RunOptions } from '../run.js';
import type { Document } from './documents.js';
import { Found, Reading } from './found.js';
import type { OutsideReader } from './outside.js';

// Bundled, as commands are shipped: each reader starts as quickly as it can.
const READ = fileURLToPath(new URL('./bundled/read-main.js', import.meta.url));

/** A run of a reader; of those in Node also how long it read, without the start of Node and of the program. */
export interface ReaderRun extends Run {
  readonly readMs?: number;
}

/** What a run took, and what it found, of a reader that hands over fields. */
interface Measured {
  readonly run: ReaderRun;
  readonly found: Found | undefined;
}

/** One reader, in Node or outside. */
export interface Contender {
  readonly name: string;
  /** Reads a document once, in a process of its own. */
  readonly measure: (document: Document, options: RunOptions) => Promise<Measured>;
}

const foundIn = (name: string, text: string): Found => {
  const found = Found.decode(JSON.parse(text));
  if (E.isLeft(found)) throw new BenchFailure(`not what ${name} should tell: ${text.slice(0, 200)}`);
  return found.right;
};

const readingIn = (name: string, text: string): number => {
  const reading = Reading.decode(JSON.parse(text));
  if (E.isLeft(reading)) throw new BenchFailure(`${name} does not tell how long it read`);
  return reading.right.readMs;
};

/**
 * A reader of this bench, by its name.
 *
 * @param extracts whether it hands over fields
 * @param nodeOptions for Node, before the program
 */
export const nodeContender = (
  name: string,
  extracts = true,
  nodeOptions: readonly string[] = [],
): Contender => ({
  name,
  measure: async ({ kind, path }, options) => {
    const run = await runMeasured([...nodeOptions, READ, name, kind, path], options);
    const readMs = readingIn(name, run.stdout);
    return { run: { ...run, readMs }, found: extracts ? foundIn(name, run.stdout) : undefined };
  },
});

export const outsideContender = ({ name, python, command, extracts }: OutsideReader): Contender => ({
  name,
  measure: async ({ kind, path }, options) => {
    const run = await runOutside(python, command(kind, path), options);
    return { run, found: extracts ? foundIn(name, run.stdout) : undefined };
  },
});
