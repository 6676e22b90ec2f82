import {
  attribute,
  child,
  content,
  element,
  many,
  NumberFromText,
  one,
  optional,
  Text,
} from '@openguard/codec';
import type { Spine } from '@openguard/xml';

const text = (name: string) => element(name, { text: content(Text) });

const weakness = {
  value: optional(attribute('value', Text)),
  number: optional(attribute('number', Text)),
  severity: attribute('severity', NumberFromText),
  cveid: optional(attribute('cveid', Text)),
  title: child('TITLE', Text),
  diagnosis: optional(child('DIAGNOSIS', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  solution: optional(child('SOLUTION', Text)),
  result: optional(child('RESULT', Text)),
};

const fact = {
  ...weakness,
  severity: optional(attribute('severity', NumberFromText)),
  result: optional(
    one(element('RESULT', { format: optional(attribute('format', Text)), text: content(Text) })),
  ),
};

/** The elements of a scan report that hold data. */
export const Vuln = element('VULN', weakness);
export const Practice = element('PRACTICE', weakness);
export const Service = element('SERVICE', fact);
export const Info = element('INFO', fact);
export const Header = element('HEADER', {
  keys: many(one(element('KEY', { value: attribute('value', Text), text: content(Text) }))),
});

/** Start tags of a scan report. */
export const ScanStart = element('SCAN', { value: optional(attribute('value', Text)) });
export const HostStart = element('IP', {
  value: attribute('value', Text),
  name: optional(attribute('name', Text)),
});
export const CategoryStart = element('CAT', {
  value: attribute('value', Text),
  port: optional(attribute('port', NumberFromText)),
  misc: optional(attribute('misc', Text)),
});

/** One detection of a list. */
export const Detection = element('DETECTION', {
  qid: child('QID', NumberFromText),
  type: child('TYPE', Text),
  severity: optional(child('SEVERITY', NumberFromText)),
  port: optional(child('PORT', NumberFromText)),
  protocol: optional(child('PROTOCOL', Text)),
  ssl: optional(child('SSL', NumberFromText)),
  results: optional(child('RESULTS', Text)),
  status: optional(child('STATUS', Text)),
  firstFound: optional(child('FIRST_FOUND_DATETIME', Text)),
  lastFound: optional(child('LAST_FOUND_DATETIME', Text)),
  timesFound: optional(child('TIMES_FOUND', NumberFromText)),
  lastTest: optional(child('LAST_TEST_DATETIME', Text)),
  lastUpdate: optional(child('LAST_UPDATE_DATETIME', Text)),
  isIgnored: optional(child('IS_IGNORED', NumberFromText)),
  isDisabled: optional(child('IS_DISABLED', NumberFromText)),
  lastProcessed: optional(child('LAST_PROCESSED_DATETIME', Text)),
});

/** What stands beside the detections of a host, and the time of the list. */
export const Address = text('IP');
export const HOST_FACTS = [
  element('ID', { text: content(NumberFromText) }),
  text('TRACKING_METHOD'),
  text('OS'),
  text('DNS'),
  text('LAST_SCAN_DATETIME'),
  text('DATETIME'),
] as const;

const CATEGORIES: Spine = { CAT: {} };

/** Where the records of a scan report stand: all of them, and the weaknesses alone. */
export const SCAN_SPINE: Spine = {
  SCAN: { IP: { INFOS: CATEGORIES, SERVICES: CATEGORIES, VULNS: CATEGORIES, PRACTICES: CATEGORIES } },
};
export const VULNS_SPINE: Spine = { SCAN: { IP: { VULNS: CATEGORIES } } };

/** Where those of a detection list stand. */
export const DETECTIONS_SPINE: Spine = {
  HOST_LIST_VM_DETECTION_OUTPUT: { RESPONSE: { HOST_LIST: { HOST: { DETECTION_LIST: {} } } } },
};
