import type { Scan } from '@openguard/model';
import type { Refused } from '@openguard/protocol';
import { SCAN_HEAD, writeScanAround, writeScanRefusal } from '@openguard/reports';
import type { createScans, RunningScan } from '@openguard/service';
import type { Address } from '@openguard/targets';
import { once, type HeldAnswer, type Pieces } from './api-function.js';
import { departed, type JobLog } from './job-log.js';

/** A scan whose client waits for the report, or for one host of it. */
export interface HeldScan extends JobLog {
  readonly running: RunningScan;
  readonly scans: ReturnType<typeof createScans>;
  readonly only?: Address;
  /** Whether it is a kept report that is waited for, of which there is one also when the scan came to nothing. */
  readonly kept?: boolean;
}

const reportOf = async (
  ended: Scan | Refused,
  scans: HeldScan['scans'],
  only: Address | undefined,
  kept: boolean,
): Promise<Pieces> => {
  if ('number' in ended) return once(writeScanRefusal(ended.number, ended.text));
  const isTold = ended.state !== 'failed' || (kept && ended.saved);
  if (!isTold) return once(writeScanRefusal(999, ended.failure ?? 'The scan failed.'));
  const report = await scans.reportOf(ended, only);
  return 'number' in report
    ? once(writeScanRefusal(report.number, report.text))
    : writeScanAround(report.scan, report.hosts);
};

/**
 * The reply to scan.php: starts at once, and ends with the report. HEADER, whose totals are known last, comes first.
 * A scan that is not saved is kept a while even when all of it was sent: nobody knows here what arrived.
 */
export const heldScan = ({ running, scans, only, kept = false, ...logs }: HeldScan): HeldAnswer => ({
  head: `${SCAN_HEAD}<!-- ${running.ref} is running -->\n`,
  references: [running.ref],
  progress: running.progress,
  secondsLeft: running.secondsLeft,
  rest: running.done.then((ended) => reportOf(ended, scans, only, kept)),
  left: (complete) => {
    if (complete) running.leave();
    else departed(logs, running);
  },
});

/** The reply to a scan that is refused. */
export const refusedScan = ({ number, text }: Refused): string => SCAN_HEAD + writeScanRefusal(number, text);
