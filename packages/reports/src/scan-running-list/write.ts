import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { ScanRunningList } from './scan-running-list.js';

const HEAD = documentHead('SCAN_RUNNING_LIST', '/scan_running_list.dtd');

/** A scan or map that runs. `startedAt` is milliseconds since 1970; `target` echoes the request. */
export interface Running {
  readonly type: 'scan' | 'map';
  readonly ref: string;
  readonly startedAt: number;
  readonly target: string;
  readonly status: string;
}

const entry = ({ ref, startedAt, target, status }: Running) => ({
  value: ref,
  keys: [
    { name: 'startdate', text: formatIsoDate(startedAt) },
    { name: 'target', text: target },
    { name: 'status', text: status },
  ],
});

/** Writes SCAN_RUNNING_LIST: scans, then maps, each in the order in which they are given. */
export const writeScanRunningList = (running: readonly Running[]): string =>
  HEAD +
  writeElement(
    ScanRunningList.encode({
      scans: running.filter(({ type }) => type === 'scan').map(entry),
      maps: running.filter(({ type }) => type === 'map').map(entry),
    }),
  );

/** Writes a SCAN_RUNNING_LIST that refuses. */
export const writeScanRunningListRefusal = (number: number, text: string): string =>
  HEAD +
  writeElement(ScanRunningList.encode({ scans: [], maps: [], error: { number: String(number), text } }));
