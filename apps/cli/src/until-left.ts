import type { Client, Reply } from '@openguard/client';
import { isOpenGuardError } from '@openguard/errors';
import { ScanReference } from '@openguard/model';
import { scanCancel } from '@openguard/protocol';

/**
 * Waits for a scan until whoever waits leaves: then the scan is cancelled, which a server would otherwise finish
 * for them. Nothing more can be said when that fails.
 */
export const untilLeft = async (
  client: Client,
  { reference }: Reply,
  signal: AbortSignal,
  wait: () => Promise<void>,
): Promise<void> => {
  try {
    await wait();
  } catch (error) {
    if (signal.aborted && ScanReference.is(reference)) {
      await client.call(scanCancel, { ref: reference }).catch((failure: unknown) => {
        if (!isOpenGuardError(failure)) throw failure;
      });
    }
    throw error;
  }
};
