import { child, element, many, NumberFromText, one, optional, Text } from '@openguard/codec';
import { Request } from '../response/request.js';
import { Warning } from '../response/warning.js';

/** DETECTION: what is known of one check on one host; information may have a number, a type and results alone. */
export const Detection = element('DETECTION', {
  uniqueId: optional(child('UNIQUE_VULN_ID', Text)),
  id: child('QID', Text),
  type: child('TYPE', Text),
  severity: optional(child('SEVERITY', Text)),
  port: optional(child('PORT', Text)),
  protocol: optional(child('PROTOCOL', Text)),
  fqdn: optional(child('FQDN', Text)),
  ssl: optional(child('SSL', Text)),
  instance: optional(child('INSTANCE', Text)),
  result: optional(child('RESULTS', Text)),
  status: optional(child('STATUS', Text)),
  firstFound: optional(child('FIRST_FOUND_DATETIME', Text)),
  lastFound: optional(child('LAST_FOUND_DATETIME', Text)),
  timesFound: optional(child('TIMES_FOUND', Text)),
  lastTest: optional(child('LAST_TEST_DATETIME', Text)),
  updated: optional(child('LAST_UPDATE_DATETIME', Text)),
  lastFixed: optional(child('LAST_FIXED_DATETIME', Text)),
  ignored: optional(child('IS_IGNORED', Text)),
  disabled: optional(child('IS_DISABLED', Text)),
  lastProcessed: optional(child('LAST_PROCESSED_DATETIME', Text)),
});

const DetectionList = element('DETECTION_LIST', { detections: many(one(Detection)) });

const hostFacts = {
  hostId: child('ID', NumberFromText),
  ip: optional(child('IP', Text)),
  ipv6: optional(child('IPV6', Text)),
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  networkId: optional(child('NETWORK_ID', Text)),
  os: optional(child('OS', Text)),
  osCpe: optional(child('OS_CPE', Text)),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  qgHostId: optional(child('QG_HOSTID', Text)),
  lastScan: optional(child('LAST_SCAN_DATETIME', Text)),
  lastVmScan: optional(child('LAST_VM_SCANNED_DATE', Text)),
  lastVmScanSeconds: optional(child('LAST_VM_SCANNED_DURATION', Text)),
};

/** HOST: a host of which something matches. */
export const DetectedHost = element('HOST', {
  ...hostFacts,
  detections: optional(one(DetectionList)),
});

/** What describes the host itself. */
export const DetectedHostFacts = element('HOST', hostFacts);

const DetectedHosts = element('HOST_LIST', { hosts: many(one(DetectedHost)) });

const DetectionResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  hosts: many(one(DetectedHosts)),
  warning: optional(one(Warning)),
});

/** HOST_LIST_VM_DETECTION_OUTPUT: the current state of each host (6.17). */
export const DetectionOutput = element('HOST_LIST_VM_DETECTION_OUTPUT', {
  request: optional(one(Request)),
  response: one(DetectionResponse),
});
