import { isOpenGuardError } from '@openguard/errors';
import type { MapEngine, ScanEngine } from '@openguard/scan-engine';
import { formatAddressSet, size } from '@openguard/targets';
import type { Log } from '../logging/log.js';
import type { EngineRun } from './metrics.js';

/** Who is told of every run of an engine. */
export interface EngineObserver {
  readonly log: Log;
  readonly onRun: (run: EngineRun) => void;
}

const SHOWN = 200;

async function* observed<A>(
  run: AsyncIterable<A>,
  engine: EngineRun['engine'],
  what: string,
  { log, onRun }: EngineObserver,
): AsyncGenerator<A, void, undefined> {
  const began = performance.now();
  let outcome = 'left';
  log.say('debug', `the ${engine} engine begins with ${what}`, { engine });
  try {
    yield* run;
    outcome = 'done';
  } catch (error) {
    outcome = isOpenGuardError(error) ? error.code : 'unexpected';
    throw error;
  } finally {
    const seconds = (performance.now() - began) / 1000;
    onRun({ engine, seconds, outcome });
    log.say('debug', `the ${engine} engine is through with ${what}: ${outcome}`, {
      engine,
      seconds,
      outcome,
    });
  }
}

/** A scan engine whose runs are timed, counted and logged, under the trace of the request that they are for. */
export const observedScanEngine = (engine: ScanEngine, observer: EngineObserver): ScanEngine => ({
  ...engine,
  scan: (request, signal) => {
    const { targets } = request;
    const what = `${size(targets)} addresses: ${formatAddressSet(targets).slice(0, SHOWN)}`;
    return observed(engine.scan(request, signal), 'scan', what, observer);
  },
});

/** The same for a map engine. */
export const observedMapEngine = (engine: MapEngine, observer: EngineObserver): MapEngine => ({
  ...engine,
  map: (request, signal) => observed(engine.map(request, signal), 'map', 'a map', observer),
});
