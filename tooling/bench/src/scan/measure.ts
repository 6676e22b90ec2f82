import { BenchFailure } from '../bench-failure.js';
import { OPENGUARD } from '../programs.js';
import { runPlain } from '../run.js';
import type { Account } from '../server.js';
import type { TimedNmap } from './timed-nmap.js';

/** One scan: what the user waited, and where the time went. */
export interface Scanned {
  readonly totalMs: number;
  readonly nmapMs: number;
  /** From the start of the command to the start of the first nmap. */
  readonly beforeMs: number;
  /** From the end of the last nmap to the end of the command. */
  readonly afterMs: number;
  readonly processes: number;
}

/** What a scan is asked with. */
export interface Scanner {
  readonly nmap: TimedNmap;
  readonly url: string;
  readonly account: Account;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs `openguard scan` once, and takes the time. */
export const scanOnce = async (scanner: Scanner, targets: string): Promise<Scanned> => {
  const { nmap, url, account, env, signal } = scanner;
  const earlier = nmap.times().length;
  const args = ['scan', targets, '--save', '--json', '--server', url, '--user', account.user];
  const { startedMs, wallMs, stdout } = await runPlain([OPENGUARD, ...args], {
    signal,
    env: { ...env, OPENGUARD_PASSWORD: account.password },
  });
  const times = nmap.times().slice(earlier);
  if (!/"ref"\s*:\s*"scan\//.test(stdout)) {
    throw new BenchFailure(`openguard scan told no reference of a saved scan: ${stdout.slice(0, 200)}`);
  }
  if (times.length === 0) throw new BenchFailure('the scan ran no nmap; nothing can be said about its share');
  return {
    totalMs: wallMs,
    nmapMs: times.reduce((sum, { began, ended }) => sum + ended - began, 0),
    beforeMs: Math.min(...times.map(({ began }) => began)) - startedMs,
    afterMs: startedMs + wallMs - Math.max(...times.map(({ ended }) => ended)),
    processes: times.length,
  };
};
