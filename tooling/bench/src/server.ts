import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchFailure } from './bench-failure.js';
import { OPENGUARD_SERVER } from './programs.js';
import { runPlain } from './run.js';

const READY_WITHIN_MS = 30_000;
const GRACE_MS = 10_000;
const SCOPE = '127.0.0.0/8';

/** Who asks: an account of the server's own store. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

interface ServerOptions {
  readonly data: string;
  readonly account: Account;
  /** What the account owns. */
  readonly targets: string;
  /** Further arguments of serve. */
  readonly serve?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

const addAccount = async ({ data, account, targets, env, signal }: ServerOptions): Promise<void> => {
  const { user, password } = account;
  const args = ['add', user, '--role', 'user', '--targetip', targets, '--password-stdin', '--data', data];
  await runPlain([OPENGUARD_SERVER, 'account', ...args], { signal, env, input: `${password}\n` });
};

/** Starts the real server on a free port of loopback, with an account that owns the targets. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  await addAccount(options);
  const { data, serve = [] } = options;
  const args = ['serve', '--listen', '127.0.0.1:0', '--data', data, '--scope', SCOPE, ...serve];
  const child = spawn(process.execPath, [OPENGUARD_SERVER, ...args], {
    env: options.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = new AbortController();
    const force = delay(GRACE_MS, undefined, { signal: late.signal }).then(
      () => void child.kill('SIGKILL'),
      () => undefined,
    );
    await ended;
    late.abort();
    await force;
  };
  const told = new Promise<string | undefined>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [url] = /\bhttps?:\/\/[^\s"'<>]+/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
    void ended.then(() => resolve(undefined));
  });
  const patience = AbortSignal.any([options.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
  const late = once(patience, 'abort').then(() => undefined);
  const url = await Promise.race([told, late]);
  if (url === undefined || child.pid === undefined) {
    await stop();
    options.signal.throwIfAborted();
    throw new BenchFailure('openguard-server did not tell its address; is apps/server built?');
  }
  return { url, pid: child.pid, stop };
};
