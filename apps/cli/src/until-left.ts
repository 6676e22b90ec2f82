import type { Client } from '@openguard/client';
import { isOpenGuardError } from '@openguard/errors';
import { MapReference, ScanReference } from '@openguard/model';
import { scanCancel } from '@openguard/protocol';
import { setTimeout } from 'node:timers/promises';
import type { Io } from './io.js';

/** How long whoever leaves waits for the server's word that it is cancelled. */
const FAREWELL_MS = 1200;
/** How long all of a farewell takes at most: a server that was just asked has a moment to say what it has begun. */
const LEAVING_MS = 1800;

const cancel = async (client: Client, ref: string): Promise<void> => {
  if (!ScanReference.is(ref) && !MapReference.is(ref)) return;
  const signal = AbortSignal.timeout(FAREWELL_MS);
  try {
    await client.call(scanCancel, { ref }, { signal });
  } catch (error) {
    // Whoever leaves is told nothing more; the server has been asked.
    if (!signal.aborted && !isOpenGuardError(error)) throw error;
  }
};

/**
 * Waits for scans or maps until whoever waits leaves: then they are cancelled, which a server would otherwise
 * finish for them.
 */
export const untilLeft = async <A>(
  client: Client,
  references: () => readonly string[],
  { signal, linger }: Pick<Io, 'signal' | 'linger'>,
  wait: () => Promise<A>,
): Promise<A> => {
  const waited = wait().catch(async (error: unknown) => {
    if (signal.aborted) await Promise.all(references().map((ref) => cancel(client, ref)));
    throw error;
  });
  const leave = (): void =>
    linger(Promise.race([Promise.allSettled([waited]), setTimeout(LEAVING_MS, undefined, { ref: false })]));
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await waited;
  } finally {
    signal.removeEventListener('abort', leave);
  }
};
