import type { Refused } from '@openguard/protocol';
import { SCAN_HEAD, writeScan, writeScanRefusal } from '@openguard/reports';
import type { createScans, RunningScan } from '@openguard/service';
import { beats } from './beats.js';

/** A scan whose client waits for the report. */
export interface Held {
  readonly running: RunningScan;
  readonly scans: ReturnType<typeof createScans>;
}

/**
 * The reply to scan.php: starts at once, beats with comments while the scan runs, and ends with the report.
 * HEADER, whose totals are known last, comes first.
 */
export async function* heldScan({ running, scans }: Held): AsyncGenerator<string, void, undefined> {
  yield `${SCAN_HEAD}<!-- ${running.ref} is running -->\n`;
  yield* beats(running);
  const scan = await running.done;
  if (scan.state === 'failed') yield writeScanRefusal(999, scan.failure ?? 'The scan failed.');
  else yield* writeScan(scan, scans.hostsOf(scan));
  await scans.release(scan);
}

/** The reply to a scan that is refused. */
export const refusedScan = ({ number, text }: Refused): string => SCAN_HEAD + writeScanRefusal(number, text);
