import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
    .split(' ')
    .flatMap((text) => (/^[0-9]+$/.test(text) ? [Number(text)] : []));

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ESRCH';

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/** Stops all processes of a server where they are, and lets them go on; where `/proc` tells them. */
export const pausing = (data: string) => {
  const signalAll = (name: NodeJS.Signals): void => {
    const file = join(data, 'postmaster.pid');
    if (!existsSync(file)) return;
    const postmaster = Number(readFileSync(file, 'latin1').split('\n', 1)[0]);
    for (const pid of [postmaster, ...childrenOf(postmaster)]) signal(pid, name);
  };
  return { pause: () => signalAll('SIGSTOP'), resume: () => signalAll('SIGCONT') };
};
