import { attribute, child, element, many, one, optional, Text } from '@openguard/codec';
import { circumstances } from '../header/header.js';
import { Refusal } from '../refusal.js';

/** MAP_REPORT: a saved map; TITLE came with release 6.18, asset groups and the option profile later. */
export const MapReport = element('MAP_REPORT', {
  ref: attribute('ref', Text),
  date: attribute('date', Text),
  domain: attribute('domain', Text),
  status: optional(attribute('status', Text)),
  title: optional(child('TITLE', Text)),
  ...circumstances,
});

const listAttributes = {
  user: optional(attribute('user', Text)),
  from: optional(attribute('from', Text)),
  to: optional(attribute('to', Text)),
  withDomain: optional(attribute('with_domain', Text)),
};

/** MAP_REPORT_LIST: the saved maps of an account; later than 2001. */
export const MapReportList = element('MAP_REPORT_LIST', {
  ...listAttributes,
  reports: many(one(MapReport)),
  error: optional(one(Refusal)),
});

export const MapReportListStart = element('MAP_REPORT_LIST', listAttributes);
