import { scan, scanReport, scanReportList } from '@openguard/protocol';
import { SCAN_HEAD, writeScan, writeScanReportList, writeScanReportListRefusal } from '@openguard/reports';
import type { createScans } from '@openguard/service';
import { formatAddress } from '@openguard/targets';
import { declared, headed, unheld, type ApiFunction } from './api-function.js';
import { heldScan, refusedScan } from './held-scan.js';
import { logJob, quoted, type JobLog } from './job-log.js';

/** What the functions about scans answer from. */
export interface ScanFunctionOptions extends JobLog {
  readonly scans: ReturnType<typeof createScans>;
  readonly clock: () => number;
}

/** The functions about scans. */
export const scanFunctions = ({ scans, clock, ...logs }: ScanFunctionOptions): readonly ApiFunction[] => [
  declared(scan, refusedScan, async (account, request) => {
    const running = await scans.start(account, request);
    logJob(logs, `${account.name} asks for a scan of ${quoted(request.targets.text)}`, running);
    if ('number' in running) return refusedScan(running);
    return {
      pieces: heldScan({ running, scans }),
      abandon: () => {
        logs.log(`${running.ref}: the client is gone, the scan is stopped`);
        running.cancel();
        running.done.then((ended) => scans.release(ended)).catch(logs.unexpected);
      },
    };
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
  declared(scanReport, refusedScan, async (account, { ref, target }) => {
    const report = await scans.openReport(account, ref, target);
    if ('number' in report) return refusedScan(report);
    return unheld(headed(SCAN_HEAD, writeScan(report.scan, report.hosts)));
  }),
];
