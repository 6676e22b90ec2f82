import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchFailure } from './bench-failure.js';
import { OPENGUARD_SERVER } from './programs.js';
import { runPlain } from './run.js';

const READY_WITHIN_MS = 30_000;
const GRACE_MS = 10_000;
/** What the units of the server set. */
const AS_SHIPPED = { MALLOC_ARENA_MAX: '1' };
const SCOPE = '127.0.0.0/8';

/** Arguments of serve for a bench whose clients all come from one address. */
export const UNLIMITED = ['connections-per-address', 'requests-at-once', 'requests-per-second'].flatMap(
  (name) => ['--limit', `${name}=0`],
);

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

export interface ServerOptions {
  readonly data: string;
  readonly account: Account;
  /** What the account owns. */
  readonly targets: string;
  /** Further arguments of serve. */
  readonly serve?: readonly string[];
  /** A PostgreSQL database in place of a file in `data`, without its password, which is in `env`. */
  readonly database?: string;
  /** What is done with the store when the account is there, before the server starts. */
  readonly prepare?: () => Promise<void>;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

const storeOf = ({ data, database }: Pick<ServerOptions, 'data' | 'database'>): readonly string[] =>
  database === undefined ? ['--data', data] : ['--data', data, '--database', database];

/** Adds an account to the store that a server will have. */
export const addAccount = async (
  options: Omit<ServerOptions, 'prepare' | 'serve'>,
  role: 'user' | 'backoffice' = 'user',
): Promise<void> => {
  const { account, targets, env, signal } = options;
  const { user, password } = account;
  const who = ['--role', role, '--targetip', targets, '--password-stdin'];
  const args = ['add', user, ...who, ...storeOf(options)];
  await runPlain([OPENGUARD_SERVER, 'account', ...args], { signal, env, input: `${password}\n` });
};

/** Starts the real server on a free port of loopback, with an account that owns the targets. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  await addAccount(options);
  await options.prepare?.();
  const { serve = [] } = options;
  return startProgram(['serve', '--listen', '127.0.0.1:0', '--scope', SCOPE, ...storeOf(options), ...serve], {
    ...options,
    told: /\bhttps?:\/\/[^\s"'<>]+/,
  });
};

interface ProgramOptions extends Pick<ServerOptions, 'env' | 'signal'> {
  /** What its first words hold when it is ready. */
  readonly told: RegExp;
}

/** Starts `openguard-server` with some arguments, and waits until it says that it is ready. */
export const startProgram = async (
  args: readonly string[],
  options: ProgramOptions,
): Promise<RunningServer> => {
  const child = spawn(process.execPath, [OPENGUARD_SERVER, ...args], {
    env: { ...AS_SHIPPED, ...options.env },
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
      const [words] = options.told.exec(line) ?? [];
      if (words !== undefined) resolve(words);
    });
    void ended.then(() => resolve(undefined));
  });
  const patience = AbortSignal.any([options.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
  const late = once(patience, 'abort').then(() => undefined);
  const url = await Promise.race([told, late]);
  if (url === undefined || child.pid === undefined) {
    await stop();
    options.signal.throwIfAborted();
    throw new BenchFailure('openguard-server did not tell that it is ready; is apps/server built?');
  }
  return { url, pid: child.pid, stop };
};
