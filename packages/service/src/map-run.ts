import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import type { KeptMap } from '@openguard/model';
import type { EngineMapRequest, MapEngine } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { formatAddressSet } from '@openguard/targets';
import { notKept } from './not-kept.js';
import { publicReason } from './public-reason.js';
import { stopReason } from './stop-reason.js';

/** What one map is made with. */
export interface MapRunOptions {
  readonly store: Store;
  readonly engine: MapEngine;
  readonly clock: () => number;
  readonly onProgress: (done: number) => void;
  /** Asked when the map's turn comes: what to map, or why it may not be mapped after all. */
  readonly request: () => Promise<EngineMapRequest | { readonly text: string }>;
  readonly unexpected: (error: unknown) => void;
}

/**
 * Makes a map that is already stored. Each host is stored as soon as it is told. Resolves to the record of how it
 * ended, `failed` when that could not be stored.
 */
export const runMap = async (
  map: KeptMap,
  { store, engine, clock, onProgress, request, unexpected }: MapRunOptions,
  signal: AbortSignal,
): Promise<KeptMap> => {
  let hosts = 0;
  let leftOut = '';
  let failure: string | undefined;
  try {
    if (signal.aborted) throw new OpenGuardError('OG_SCAN_CANCELLED', 'The map was not begun.');
    const asked = await request();
    if ('text' in asked) throw new OpenGuardError('OG_ENGINE_SCOPE', asked.text);
    for await (const event of engine.map(asked, signal)) {
      if (event.kind === 'progress') onProgress(event.done);
      if (event.kind === 'left-out') leftOut = formatAddressSet(event.addresses);
      if (event.kind !== 'host') continue;
      if (!(await store.putMapHost({ ref: map.ref, batch: 0 }, event.host))) throw notKept(map.ref);
      hosts += 1;
    }
  } catch (error) {
    const reason = publicReason(error, unexpected);
    failure = signal.aborted ? stopReason(signal) : reason;
  }
  const complete = failure === undefined;
  const ended: KeptMap = {
    ...map,
    hosts,
    leftOut,
    // A map that was cut off before any host was told has nothing to keep.
    saved: map.saved && (complete || hosts > 0),
    endedAt: clock(),
    state: complete ? 'finished' : hosts > 0 || signal.aborted ? 'interrupted' : 'failed',
    ...(failure === undefined ? {} : { failure }),
  };
  try {
    if (await store.closeMap(ended)) return ended;
    throw notKept(map.ref);
  } catch (error) {
    // A full disk, say. What was stored stays; the record is closed when the server starts again.
    if (!isOpenGuardError(error)) throw error;
    return { ...ended, state: 'failed', failure: publicReason(error, unexpected) };
  }
};
