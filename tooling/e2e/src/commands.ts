import { run, start, type Ended, type Started } from './process.js';
import { OPENGUARD, OPENGUARD_SERVER } from './programs.js';
import type { Sandbox } from './sandbox.js';

/** Where the tools of every system lie. */
export const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'].join(':');

/** How a command is called. */
export interface CallOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly stdout?: number;
  /** How long it may take; half a minute when left out. */
  readonly withinMs?: number;
}

/** Nothing of the environment in which the tests run reaches a command. */
const settingsOf = (box: Sandbox, { environment = {}, ...options }: CallOptions) => ({
  ...options,
  box,
  environment: { PATH: SYSTEM_PATH, HOME: box.root, ...environment },
});

/** A caller of commands: who asks which server. */
export interface Caller {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

const identityOf = (caller: Caller | undefined): Readonly<Record<string, string>> =>
  caller === undefined
    ? {}
    : {
        OPENGUARD_SERVER: caller.url,
        OPENGUARD_USER: caller.user,
        OPENGUARD_PASSWORD: caller.password,
      };

const withIdentity = (caller: Caller | undefined, options: CallOptions): CallOptions => ({
  ...options,
  environment: { ...identityOf(caller), ...options.environment },
});

/** Runs `openguard` in a sandbox. Without a caller it knows no server. */
export const openguard = (
  box: Sandbox,
  caller: Caller | undefined,
  args: readonly string[],
  options: CallOptions = {},
): Promise<Ended> =>
  run(process.execPath, [OPENGUARD, ...args], settingsOf(box, withIdentity(caller, options)));

/** Starts `openguard` and does not wait for it. */
export const startOpenguard = (box: Sandbox, caller: Caller, args: readonly string[]): Started =>
  start(process.execPath, [OPENGUARD, ...args], settingsOf(box, withIdentity(caller, {})));

/** Runs `openguard-server` to its end. */
export const openguardServer = (
  box: Sandbox,
  args: readonly string[],
  options: CallOptions = {},
): Promise<Ended> => run(process.execPath, [OPENGUARD_SERVER, ...args], settingsOf(box, options));

/** Starts `openguard-server` and does not wait for it. */
export const startOpenguardServer = (
  box: Sandbox,
  args: readonly string[],
  options: CallOptions = {},
): Started => start(process.execPath, [OPENGUARD_SERVER, ...args], settingsOf(box, options));
