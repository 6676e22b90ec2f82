import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchFailure } from '../bench-failure.js';
import { OPENGUARD_SERVER } from '../programs.js';
import { runPlain } from '../run.js';

const READY_WITHIN_MS = 30_000;
const GRACE_MS = 10_000;
const SCOPE = '127.0.0.0/8';

/** Who scans: an account of the server's own store. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface ServerOptions {
  readonly data: string;
  readonly account: Account;
  readonly targets: string;
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
  const serve = ['serve', '--listen', '127.0.0.1:0', '--data', options.data, '--scope', SCOPE];
  const child = spawn(process.execPath, [OPENGUARD_SERVER, ...serve], {
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
  const told = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => resolve(''));
  });
  const patience = AbortSignal.any([options.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
  const late = once(patience, 'abort').then(() => '');
  const url = /\bhttps?:\/\/[^\s"'<>]+/.exec(await Promise.race([told, late]))?.[0];
  if (url === undefined) {
    await stop();
    options.signal.throwIfAborted();
    throw new BenchFailure('openguard-server did not tell its address; is apps/server built?');
  }
  return { url, stop };
};
