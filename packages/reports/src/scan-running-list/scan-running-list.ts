import { attribute, element, many, one, optional, Text } from '@openguard/codec';
import { circumstances, Key } from '../header/header.js';
import { Refusal } from '../refusal.js';

const running = {
  value: optional(attribute('value', Text)),
  keys: many(one(Key)),
  ...circumstances,
};

export const RunningScan = element('SCAN', running);
export const RunningMap = element('MAP', running);

/** SCAN_RUNNING_LIST: what runs now; later than 2001. */
export const ScanRunningList = element('SCAN_RUNNING_LIST', {
  scans: many(one(RunningScan)),
  maps: many(one(RunningMap)),
  error: optional(one(Refusal)),
});
