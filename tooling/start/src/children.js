import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { descendantsOf } from './descendants.js';
import { INTERRUPTED, Stop } from './stop.js';

/** Time that a child has between the request to end and the end by force. */
const GRACE_MS = 10_000;

/**
 * @typedef {object} Ending
 * @property {number} exitCode 128 and the signal's number where a signal ended the process, as a shell says it
 * @property {string | undefined} missing the command, where it could not be started
 *
 * @typedef {object} Output
 * @property {number} exitCode
 * @property {string} stdout
 * @property {string} stderr
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [input] what the child reads; without it, its standard input is empty
 * @property {boolean} [showStdout] its standard output is ours
 * @property {boolean} [showStderr] its standard error is ours
 *
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 */

/** @param {unknown} error */
const isGone = (error) =>
  error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM');

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
const send = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
};

/** @param {number} pid a child, which ends at once with everything that it started */
const kill = (pid) => {
  const family = descendantsOf(pid);
  send(-pid, 'SIGKILL');
  for (const member of family) send(member, 'SIGKILL');
};

/**
 * The child processes of this run. None outlives it: when `signal` aborts, and at the latest in `endAll`, each
 * is asked to end, waited for, and ended by force with all that it started. Every child leads a process group
 * of its own, so that Ctrl-C reaches it once and from here, never from the terminal at the same time.
 */
export class Children {
  /** @type {Map<ChildProcess, Promise<Ending>>} */
  #running = new Map();
  #signal;
  #graceMs;

  /**
   * @param {AbortSignal} signal
   * @param {number} [graceMs]
   */
  constructor(signal, graceMs = GRACE_MS) {
    this.#signal = signal;
    this.#graceMs = graceMs;
    signal.addEventListener('abort', () => void this.endAll());
  }

  /** Stops the run when it has been interrupted. */
  check() {
    if (this.#signal.aborted) throw new Stop(INTERRUPTED, '');
  }

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import('node:child_process').SpawnOptions} options
   * @returns {{ child: ChildProcess, ended: Promise<Ending> }}
   */
  start(command, args, options) {
    this.check();
    const child = spawn(command, args, { ...options, detached: true });
    /** @type {Promise<Ending>} */
    const ended = new Promise((resolve) => {
      child.once('error', () => resolve({ exitCode: 127, missing: command }));
      child.once('close', (code, signal) => {
        const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
        resolve({ exitCode, missing: undefined });
      });
    });
    this.#running.set(child, ended);
    void ended.then(() => this.#running.delete(child));
    return { child, ended };
  }

  /**
   * Runs a command to its end. Its output is returned where it is not shown.
   *
   * @param {string} command
   * @param {readonly string[]} args
   * @param {RunOptions} [options]
   * @returns {Promise<Output>}
   */
  async run(command, args, { cwd, env, input, showStdout = false, showStderr = false } = {}) {
    const { child, ended } = this.start(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: [
        input === undefined ? 'ignore' : 'pipe',
        showStdout ? 'inherit' : 'pipe',
        showStderr ? 'inherit' : 'pipe',
      ],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    // A child that ends without reading all its input closes the pipe; its exit code tells the rest.
    child.stdin?.on('error', () => undefined).end(input);
    const { exitCode, missing } = await ended;
    this.check();
    if (missing !== undefined)
      throw new Stop(1, `${missing} cannot be started; is it installed and executable?`);
    return { exitCode, stdout, stderr };
  }

  /**
   * Ends one child: asks, waits, then ends it by force together with everything that it started.
   *
   * @param {ChildProcess} child
   */
  async end(child) {
    const ended = this.#running.get(child);
    if (ended === undefined || child.pid === undefined) return;
    const { pid } = child;
    send(-pid, 'SIGTERM');
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, this.#graceMs, 'late')));
    const first = await Promise.race([ended, late]);
    clearTimeout(timer);
    if (first !== 'late') return;
    kill(pid);
    await ended;
  }

  /** Ends all that still runs, the youngest first: until it has ended, it may need an older one. */
  async endAll() {
    for (const child of [...this.#running.keys()].reverse()) await this.end(child);
  }

  /** Ends all that still runs at once, where there is no time to ask. */
  killAll() {
    for (const { pid } of this.#running.keys()) if (pid !== undefined) kill(pid);
  }
}
