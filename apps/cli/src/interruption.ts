import { Script } from 'node:vm';

/** Ctrl-C, or another word that the program is to end. */
export class Interrupted extends Error {}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** How long work may take to end by itself. */
const GRACE_MS = 300;

/** Has the end of the program wait for something that is bounded by itself, such as a last word to a server. */
export type Linger = (farewell: Promise<unknown>) => void;

/**
 * Does work that ends when somebody asks for it: its signal is aborted then. Work that cannot be called back, such
 * as a read from a pipe that nobody writes to, is not waited for. Rejects with {@link Interrupted}.
 */
export const untilInterrupted = async <A>(
  work: (signal: AbortSignal, linger: Linger) => Promise<A>,
): Promise<A> => {
  const abort = new AbortController();
  const farewells: Promise<unknown>[] = [];
  const { promise: late, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    abort.abort(new Interrupted());
    timer ??= setTimeout(() => {
      void Promise.allSettled(farewells).then(() => reject(new Interrupted()));
    }, GRACE_MS);
  };
  for (const name of SIGNALS) process.once(name, stop);
  try {
    return await Promise.race([work(abort.signal, (farewell) => farewells.push(farewell)), late]);
  } catch (error) {
    throw abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    clearTimeout(timer);
    for (const name of SIGNALS) process.removeListener(name, stop);
  }
};

/** Ends the process, as Ctrl-C by itself would, unless it comes to its end before. */
export const endSoon = (): void => {
  setTimeout(() => process.kill(process.pid, 'SIGINT'), GRACE_MS).unref();
};

const CALL = new Script('work()');

/** It comes from the context in which the script ran, so that it is no instance of our own `Error`. */
const isStop = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/**
 * Does long work that makes no pause in which a signal could be heard. Throws {@link Interrupted} at Ctrl-C, from
 * wherever the work is: so it must do nothing but compute.
 */
export const withoutPause = <A>(work: () => A): A => {
  try {
    return CALL.runInNewContext({ work }, { breakOnSigint: true }) as A;
  } catch (error) {
    throw isStop(error) ? new Interrupted() : error;
  }
};
