import { scan, scanReport, scanReportList } from '@openguard/protocol';
import {
  SCAN_HEAD,
  writeScanAround,
  writeScanReportList,
  writeScanReportListRefusal,
} from '@openguard/reports';
import type { createScans, Jobs } from '@openguard/service';
import { formatAddress } from '@openguard/targets';
import { declared, headed, type ApiFunction } from './api-function.js';
import { heldScan, refusedScan } from './held-scan.js';
import { logJob, quoted, type JobLog } from './job-log.js';
import { RETRY_AFTER_SECONDS, STOPPING } from './stopping.js';

/** What the functions about scans answer from. */
export interface ScanFunctionOptions extends JobLog {
  readonly scans: ReturnType<typeof createScans>;
  readonly jobs: Jobs;
  readonly clock: () => number;
}

/** The functions about scans. */
export const scanFunctions = ({
  scans,
  jobs,
  clock,
  ...logs
}: ScanFunctionOptions): readonly ApiFunction[] => [
  declared(scan, refusedScan, async (account, request) => {
    if (jobs.isStopping()) return { text: refusedScan(STOPPING), retryAfterSeconds: RETRY_AFTER_SECONDS };
    const running = await scans.start(account, request);
    logJob(logs, `${account.name} asks for a scan of ${quoted(request.targets.text)}`, running);
    if ('number' in running) return refusedScan(running);
    return heldScan({ ...logs, running, scans });
  }),
  declared(
    scanReportList,
    ({ number, text }) => writeScanReportListRefusal(number, text),
    async (account, { last, target }) => {
      const listed = await scans.list({
        account: account.name,
        ...(last === undefined ? {} : { last }),
        ...(target === undefined ? {} : { including: target }),
      });
      const withTarget = target === undefined ? {} : { withTarget: formatAddress(target) };
      return writeScanReportList({ user: account.name, now: clock(), ...withTarget }, listed);
    },
  ),
  declared(scanReport, refusedScan, async (account, { ref, target, wait = false }) => {
    if (wait) {
      const running = await scans.join(account, ref);
      if ('number' in running) return refusedScan(running);
      return heldScan({
        ...logs,
        running,
        scans,
        kept: true,
        ...(target === undefined ? {} : { only: target }),
      });
    }
    const report = await scans.openReport(account, ref, target);
    if ('number' in report) return refusedScan(report);
    return { pieces: headed(SCAN_HEAD, writeScanAround(report.scan, report.hosts)) };
  }),
];
