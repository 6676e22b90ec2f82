import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BenchFailure } from '../bench-failure.js';

const NANOSECONDS_PER_MS = 1e6;

/** When one nmap process ran, in milliseconds of the epoch. */
interface NmapTime {
  readonly began: number;
  readonly ended: number;
}

/** An `nmap` that runs the real one and keeps the time of each process. */
export interface TimedNmap {
  /** A PATH on which it stands first. */
  readonly path: string;
  readonly version: string;
  /** All processes so far that have ended. */
  readonly times: () => readonly NmapTime[];
}

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Expected: it is not there, or not executable.
    return false;
  }
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const readTime = (line: string): NmapTime => {
  const [began = Number.NaN, ended = Number.NaN] = line.split(' ').map(Number);
  return { began: began / NANOSECONDS_PER_MS, ended: ended / NANOSECONDS_PER_MS };
};

/** Writes the script into a folder of its own. */
export const timeNmap = (folder: string): TimedNmap => {
  const path = process.env['PATH'] ?? '';
  const real = path
    .split(delimiter)
    .map((directory) => join(directory, 'nmap'))
    .find(isExecutable);
  if (real === undefined) throw new BenchFailure('nmap is not on the PATH; install it to measure a scan');
  if (!/^[0-9]{16,}$/.test(execFileSync('date', ['+%s%N'], { encoding: 'utf8' }).trim())) {
    throw new BenchFailure('date tells no nanoseconds here; the scan bench needs that of GNU');
  }
  const record = join(folder, 'times');
  const script = `#!/bin/sh
began=$(date +%s%N)
${quoted(real)} "$@"
status=$?
echo "$began $(date +%s%N)" >> ${quoted(record)}
exit $status
`;
  writeFileSync(join(folder, 'nmap'), script, { mode: 0o755 });
  const [version = 'nmap'] = execFileSync(real, ['--version'], { encoding: 'utf8' }).split('\n');
  return {
    path: `${folder}${delimiter}${path}`,
    version,
    times: () => (existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n').map(readTime) : []),
  };
};
