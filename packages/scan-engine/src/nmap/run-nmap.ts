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

/**
 * Runs nmap once and tells what it tells. The iteration ends only when nmap ended well, said so, and its
 * document is complete; else it rejects with `OG_ENGINE_MISSING`, `OG_ENGINE_EXIT`, `OG_ENGINE_OUTPUT` or,
 * when the signal aborts, `OG_SCAN_CANCELLED`. However it is left, nmap and its children are gone by then.
 */
export async function* runNmap(
  path: string,
  args: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void, undefined> {
  const isStopped = (): boolean => signal.aborted;
  if (isStopped()) throw cancelled();
  const nmap = await startNmap(path, args);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= nmap.stop();
  };
  signal.addEventListener('abort', stop);
  if (isStopped()) stop();
  let fault: RunFault | undefined;
  let success = false;
  let said = '';
  try {
    for await (const told of readRun(nmap.output)) {
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
      if (ending.code !== 0) throw badEnding(ending, nmap.complaint());
    }
    if (isStopped()) throw cancelled();
    if (fault !== undefined) throw badOutput(describeRunFault(fault));
    if (!success)
      throw badOutput(said === '' ? 'it does not say that it is finished' : (said.split('\n')[0] ?? said));
  } finally {
    signal.removeEventListener('abort', stop);
    await (stopping ?? nmap.stop());
  }
}
