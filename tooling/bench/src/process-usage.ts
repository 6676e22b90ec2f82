import { readFileSync } from 'node:fs';
import { BenchFailure } from './bench-failure.js';

/** Linux counts processor time in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;

const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    // Expected: another system than Linux, or a process that has ended.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new BenchFailure(`cannot see what process ${pid} uses: ${String(error.code)}; this needs Linux`);
  }
};

/** The memory that a running process has in RAM, in KB. */
export const residentKb = (pid: number): number => {
  const [, value] = /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status')) ?? [];
  if (value === undefined) throw new BenchFailure(`process ${pid} does not tell its memory`);
  return Number(value);
};

/** The processor time that a running process has used so far, in ms. */
export const cpuMsOf = (pid: number): number => {
  const stat = read(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};
