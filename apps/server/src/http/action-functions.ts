import { ScanReference } from '@openguard/model';
import { scanCancel, scanReportDelete, scanRunningList } from '@openguard/protocol';
import { writeScanRunningList, writeScanRunningListRefusal } from '@openguard/reports';
import type { createMaps, createScans, Jobs } from '@openguard/service';
import { declared, outcomeOf, type ApiFunction } from './api-function.js';

/** What the functions about running and saved scans and maps alike answer from. */
export interface ActionFunctionOptions {
  readonly scans: ReturnType<typeof createScans>;
  readonly maps: ReturnType<typeof createMaps>;
  readonly jobs: Jobs;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

/** The functions that list what runs, cancel it, and forget what is saved. */
export const actionFunctions = ({
  scans,
  maps,
  jobs,
  clock,
  log,
}: ActionFunctionOptions): readonly ApiFunction[] => {
  const cancelled = outcomeOf(scanCancel, clock);
  const deleted = outcomeOf(scanReportDelete, clock);
  return [
    declared(
      scanRunningList,
      ({ number, text }) => writeScanRunningListRefusal(number, text),
      async (account) => writeScanRunningList(await jobs.list(account.name)),
    ),
    declared(scanCancel, cancelled.failed, async (account, { ref }) => {
      const refused = await jobs.cancel(account.name, ref);
      if (refused !== undefined) return cancelled.failed(refused, account);
      log(`${ref}: cancelled by ${account.name}`);
      return cancelled.done(`${ref} is cancelled.`, account);
    }),
    declared(scanReportDelete, deleted.failed, async (account, { ref }) => {
      const refused = ScanReference.is(ref)
        ? await scans.remove(account, ref)
        : await maps.remove(account, ref);
      if (refused !== undefined) return deleted.failed(refused, account);
      log(`${ref}: deleted by ${account.name}`);
      return deleted.done(`${ref} is deleted.`, account);
    }),
  ];
};
