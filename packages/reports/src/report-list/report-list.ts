import { child, element, many, NumberFromText, one, optional, Text } from '@openguard/codec';
import { Request } from '../response/request.js';
import { Warning } from '../response/warning.js';

const ReportStatus = element('STATUS', {
  state: optional(child('STATE', Text)),
  message: optional(child('MESSAGE', Text)),
  percent: optional(child('PERCENT', Text)),
});

/** REPORT: a report that lies on the service. */
export const SharedReport = element('REPORT', {
  id: child('ID', NumberFromText),
  title: optional(child('TITLE', Text)),
  type: optional(child('TYPE', Text)),
  user: optional(child('USER_LOGIN', Text)),
  launched: optional(child('LAUNCH_DATETIME', Text)),
  format: optional(child('OUTPUT_FORMAT', Text)),
  size: optional(child('SIZE', Text)),
  status: optional(one(ReportStatus)),
  expires: optional(child('EXPIRATION_DATETIME', Text)),
});

const SharedReports = element('REPORT_LIST', { reports: many(one(SharedReport)) });

const ReportListResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  reports: many(one(SharedReports)),
  warning: optional(one(Warning)),
});

/** REPORT_LIST_OUTPUT: the reports that were made on the service. */
export const ReportListOutput = element('REPORT_LIST_OUTPUT', {
  request: optional(one(Request)),
  response: one(ReportListResponse),
});
