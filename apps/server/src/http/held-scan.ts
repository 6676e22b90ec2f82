import type { Refused } from '@openguard/protocol';
import { SCAN_HEAD, writeScan, writeScanRefusal } from '@openguard/reports';
import type { createScans, RunningScan } from '@openguard/service';
import { setTimeout } from 'node:timers/promises';

/** A connection must carry something at least every 15 s, or what stands between takes it for dead. */
const BEAT_MS = 5000;

/** A scan whose client waits for the report. */
export interface Held {
  readonly running: RunningScan;
  readonly scans: ReturnType<typeof createScans>;
}

/** Waits for the scan or for the next beat, whichever comes first. */
const nextBeat = async ({ done }: RunningScan): Promise<boolean> => {
  const timer = new AbortController();
  const beat = setTimeout(BEAT_MS, false, { signal: timer.signal }).catch((error: unknown) => {
    if (timer.signal.aborted) return true;
    throw error;
  });
  try {
    return await Promise.race([done.then(() => true), beat]);
  } finally {
    timer.abort();
  }
};

/**
 * The reply to scan.php: starts at once, beats with comments while the scan runs, and ends with the report.
 * Comments are legal before the root, and HEADER, whose totals are known last, comes first.
 */
export async function* heldScan({ running, scans }: Held): AsyncGenerator<string, void, undefined> {
  yield `${SCAN_HEAD}<!-- ${running.ref} is running -->\n`;
  while (!(await nextBeat(running))) {
    yield `<!-- keep-alive: ${Math.floor(running.progress() * 100)} % done -->\n`;
  }
  const scan = await running.done;
  if (scan.state === 'failed') yield writeScanRefusal(999, scan.failure ?? 'The scan failed.');
  else yield* writeScan(scan, scans.hostsOf(scan));
  await scans.release(scan);
}

/** The reply to a scan that is refused. */
export const refusedScan = ({ number, text }: Refused): string => SCAN_HEAD + writeScanRefusal(number, text);
