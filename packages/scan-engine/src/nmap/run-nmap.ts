import { OpenGuardError } from '@openguard/errors';
import * as E from 'fp-ts/lib/Either.js';
import { cancelled } from '../request.js';
import { startNmap, type Ending } from './nmap-process.js';
import { describeRunFault, isCut, readRun, type RunEvent, type RunFault } from './read-run.js';

const badOutput = (what: string): OpenGuardError =>
  new OpenGuardError('OG_ENGINE_OUTPUT', `The output of nmap cannot be used: ${what}.`);

const badEnding = ({ code, signal }: Ending, complaint: string): OpenGuardError => {
  const how = signal === null ? `ended with exit code ${code ?? 'unknown'}` : `was killed by ${signal}`;
  return new OpenGuardError('OG_ENGINE_EXIT', `nmap ${how}${complaint === '' ? '.' : `: ${complaint}`}`);
};

const tooLate = (seconds: number): OpenGuardError =>
  new OpenGuardError('OG_ENGINE_EXIT', `nmap was stopped after ${seconds} seconds.`);

/** The program, and what one run of it may take. */
export interface Program {
  readonly path: string;
  /** After so many seconds it is stopped. */
  readonly seconds: number;
  readonly memoryBytes?: number;
  readonly outputBytes?: number;
}

const OUTPUT_BYTES = 512 * 1024 ** 2;

async function* counted(
  output: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const piece of output) {
    bytes += piece.length;
    if (bytes > limit) throw badOutput(`it is longer than ${limit} bytes`);
    yield piece;
  }
}

/**
 * Runs nmap once and tells what it tells. The iteration ends only when nmap ended well, said so, and its
 * document is complete; else it rejects with `OG_ENGINE_MISSING`, `OG_ENGINE_EXIT`, `OG_ENGINE_OUTPUT` or,
 * when the signal aborts, `OG_SCAN_CANCELLED`. However it is left, nmap and its children are gone by then.
 */
export async function* runNmap(
  { path, seconds, memoryBytes, outputBytes = OUTPUT_BYTES }: Program,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) throw cancelled();
  const nmap = await startNmap(path, args, memoryBytes);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= nmap.stop();
  };
  signal.addEventListener('abort', stop);
  if (isStopped()) stop();
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    stop();
  }, seconds * 1000);
  const isLate = (): boolean => late;
  let fault: RunFault | undefined;
  let success = false;
  let said = '';
  try {
    for await (const told of readRun(counted(nmap.output, outputBytes))) {
      if (E.isLeft(told)) {
        fault = told.left;
        break;
      }
      yield told.right;
      if (told.right.kind === 'finished') ({ success, error: said } = told.right);
    }
    if (fault === undefined || isCut(fault)) {
      const ending = await nmap.ended;
      if (isStopped()) throw cancelled();
      if (isLate()) throw tooLate(seconds);
      if (ending.code !== 0) throw badEnding(ending, nmap.complaint());
    }
    if (isStopped()) throw cancelled();
    if (fault !== undefined) throw badOutput(describeRunFault(fault));
    if (!success)
      throw badOutput(said === '' ? 'it does not say that it is finished' : (said.split('\n')[0] ?? said));
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', stop);
    await (stopping ?? nmap.stop());
  }
}
