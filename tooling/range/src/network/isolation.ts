import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { RangeFailure } from '../range-failure.js';
import { runWell } from '../run.js';

const MARK = 'OPENGUARD_RANGE';
const NEEDED = ['setpriv', 'unshare', 'ip', 'nft', 'ss'];
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin'];

/** Why no range can be built here; `undefined` where it can. */
const obstacle = (): string | undefined => {
  if (process.platform !== 'linux') return 'the range needs Linux: it is made of network namespaces';
  if (process.getuid?.() !== 0) return 'the range needs root: it makes network namespaces';
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  const missing = NEEDED.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  return missing.length === 0 ? undefined : `the range needs ${missing.join(', ')}`;
};

/** Whether this process is the first one of an isolated range. */
export const isIsolated = (): boolean => process.env[MARK] === 'inside' && process.pid === 1;

/**
 * Runs this program again as the first process of namespaces of its own: processes, mounts, network. The kernel
 * ends every process in them, with its files in memory and its network, when that first one is gone; and that one
 * goes with this process, however this process ends.
 *
 * @returns its exit code
 */
export const enterIsolation = async (program: string, args: readonly string[]): Promise<number> => {
  const why = obstacle();
  if (why !== undefined) throw new RangeFailure(why);
  const isolate = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', '--', ...isolate, process.execPath, program, ...args],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: [process.env['PATH'] ?? '', ...SYSTEM_FOLDERS].join(delimiter),
        [MARK]: 'inside',
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill('SIGKILL'));
  await once(child, 'exit');
  return child.exitCode ?? 130;
};

/** Puts memory where the range keeps its files and where `ip` keeps the names of namespaces. */
export const mountScratch = async (): Promise<void> => {
  for (const folder of ['/srv', '/run'])
    await runWell(['mount', '-t', 'tmpfs', '-o', 'mode=0755', 'tmpfs', folder]);
};
