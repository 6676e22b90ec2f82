import type { SortedReport } from '@openguard/analytics';
import { parseReportDate } from '@openguard/model';
import type { History } from '@openguard/service';
import { parseTargetList, type AddressSet } from '@openguard/targets';
import type { Invocation } from './command.js';

const addressesOf = (target: string | undefined): AddressSet | undefined => {
  const parsed = parseTargetList(target ?? '');
  return parsed._tag === 'Right' ? parsed.right.addresses : undefined;
};

const unknown = (): boolean => false;

/**
 * What the history of the user, or the one that the options name, knows to have been fixed when the older of two reports
 * was made. Without a history, or a date, nothing is known.
 */
export const knownFixed = async (
  invocation: Invocation,
  older: SortedReport,
  newer: SortedReport,
  simulated: boolean,
): Promise<(identity: string) => boolean> => {
  const time = parseReportDate(older.date ?? '');
  if (time === undefined) return unknown;
  const { readHistory } = await import('./history-store.js');
  const work = (history: History) => history.fixedBy(time, addressesOf(newer.target));
  return readHistory(invocation, simulated, work, unknown);
};
