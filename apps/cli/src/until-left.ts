import type { Client } from '@openguard/client';
import { isOpenGuardError } from '@openguard/errors';
import { MapReference, ScanReference } from '@openguard/model';
import { scanCancel } from '@openguard/protocol';
import type { Io } from './io.js';

/** How long whoever leaves waits for the server's word that it is cancelled. */
const FAREWELL_MS = 1200;

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
  try {
    return await wait();
  } catch (error) {
    if (signal.aborted) {
      const cancelled = Promise.all(references().map((ref) => cancel(client, ref)));
      linger(cancelled);
      await cancelled;
    }
    throw error;
  }
};
