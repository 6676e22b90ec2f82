import { isOpenGuardError } from '@openguard/errors';
import { publicReason } from '@openguard/service';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether the server can do its work; each part says `ok` or what is wrong with it. */
export interface Readiness {
  readonly ready: boolean;
  readonly store: string;
  readonly engine: string;
  readonly draining: boolean;
}

/** What readiness is asked of. */
export interface ReadinessOptions {
  readonly store: () => Promise<unknown>;
  readonly engine: () => Promise<unknown>;
  readonly isDraining: () => boolean;
}

const PATIENCE_MS = 2000;

/** What stands in a file of the server, and where, is nobody's business who may ask without a log-in. */
const stateOf = async (part: () => Promise<unknown>): Promise<string> => {
  const timer = new AbortController();
  const late = delay(PATIENCE_MS, `no answer within ${PATIENCE_MS} ms`, { signal: timer.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([part().then(() => 'ok'), late]);
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    return publicReason(error, () => undefined);
  } finally {
    timer.abort();
  }
};

/** Asks store and engine, each for a short time. */
export const readinessOf = async ({ store, engine, isDraining }: ReadinessOptions): Promise<Readiness> => {
  const [ofStore, ofEngine] = await Promise.all([stateOf(store), stateOf(engine)]);
  const draining = isDraining();
  return {
    ready: ofStore === 'ok' && ofEngine === 'ok' && !draining,
    store: ofStore,
    engine: ofEngine,
    draining,
  };
};
