import { attribute, element, many, one, optional, Text } from '@openguard/codec';
import { Refusal } from '../refusal.js';

/** SCAN_REPORT: a saved scan (Appendix D); `@status` came later. */
export const ScanReport = element('SCAN_REPORT', {
  ref: attribute('ref', Text),
  date: attribute('date', Text),
  target: attribute('target', Text),
  status: optional(attribute('status', Text)),
});

const listAttributes = {
  user: optional(attribute('user', Text)),
  from: optional(attribute('from', Text)),
  to: optional(attribute('to', Text)),
  withTarget: optional(attribute('with_target', Text)),
};

/** SCAN_REPORT_LIST: the saved scans of an account. ERROR is an extension: the seed's DTD has no way to refuse. */
export const ScanReportList = element('SCAN_REPORT_LIST', {
  ...listAttributes,
  reports: many(one(ScanReport)),
  error: optional(one(Refusal)),
});

export const ScanReportListStart = element('SCAN_REPORT_LIST', listAttributes);
