import { closeSync, openSync, writeSync } from 'node:fs';
import { Tally, type Seen, type Truth } from './tally.js';

/** What is to be made of a report. */
export type Task = 'ndjson' | 'score';

export const isTask = (text: string | undefined): text is Task => text === 'ndjson' || text === 'score';

/** Lines are collected up to this many characters before they are written. */
const BATCH = 64 * 1024;

/** What readers of streams take at a time, as the commands do. */
export const CHUNK = 256 * 1024;

/** Takes what a reader finds. Counting is part of both tasks, so that every run proves that it read all. */
export interface Sink {
  readonly host: (host: object) => void;
  readonly finding: (seen: Seen) => void;
  /** Anything else that the document holds. */
  readonly other: (item: object) => void;
  /** Nothing more comes. */
  readonly end: () => Truth;
}

interface Writer {
  readonly line: (item: object) => void;
  readonly end: () => void;
}

const NOBODY: Writer = { line: () => undefined, end: () => undefined };

const createWriter = (path: string): Writer => {
  const file = openSync(path, 'w');
  let lines = '';
  return {
    line: (item) => {
      lines += `${JSON.stringify(item)}\n`;
      if (lines.length < BATCH) return;
      writeSync(file, lines);
      lines = '';
    },
    end: () => {
      writeSync(file, lines);
      closeSync(file);
    },
  };
};

/** @param output the file for the lines of NDJSON */
export const createSink = (task: Task, output: string): Sink => {
  const tally = new Tally();
  const writer = task === 'ndjson' ? createWriter(output) : NOBODY;
  return {
    host: (host) => {
      tally.addHost();
      writer.line(host);
    },
    finding: (seen) => {
      tally.add(seen);
      writer.line(seen);
    },
    other: writer.line,
    end: () => {
      writer.end();
      return tally.truth();
    },
  };
};
