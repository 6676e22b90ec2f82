import type { Client, Reply } from '@openguard/client';
import { isOpenGuardError } from '@openguard/errors';
import { ScanReference } from '@openguard/model';
import { scanCancel } from '@openguard/protocol';
import type { Io } from './io.js';

/** How long whoever leaves waits for the server's word that the scan is cancelled. */
const FAREWELL_MS = 1200;

const cancel = async (client: Client, ref: ScanReference): Promise<void> => {
  const signal = AbortSignal.timeout(FAREWELL_MS);
  try {
    await client.call(scanCancel, { ref }, { signal });
  } catch (error) {
    // Whoever leaves is told nothing more; the server has been asked.
    if (!signal.aborted && !isOpenGuardError(error)) throw error;
  }
};

/**
 * Waits for a scan until whoever waits leaves: then the scan is cancelled, which a server would otherwise finish
 * for them.
 */
export const untilLeft = async (
  client: Client,
  { reference }: Pick<Reply, 'reference'>,
  { signal, linger }: Pick<Io, 'signal' | 'linger'>,
  wait: () => Promise<void>,
): Promise<void> => {
  try {
    await wait();
  } catch (error) {
    if (signal.aborted && ScanReference.is(reference)) {
      const cancelled = cancel(client, reference);
      linger(cancelled);
      await cancelled;
    }
    throw error;
  }
};
