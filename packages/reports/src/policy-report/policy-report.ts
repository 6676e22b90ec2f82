import { child, element, many, one, optional, Text } from '@openguard/codec';
import { GroupTitles } from '../asset-data/header.js';
import { Criticality, Evidence, PostureException, Technology } from '../posture/posture.js';
import { Refusal } from '../refusal.js';

/** CONTROL: whether a host keeps to one control of the policy. */
export const ReportedControl = element('CONTROL', {
  controlId: child('CID', Text),
  statement: optional(child('STATEMENT', Text)),
  criticality: optional(one(Criticality)),
  rationale: optional(child('RATIONALE', Text)),
  instance: optional(child('INSTANCE', Text)),
  status: child('STATUS', Text),
  remediation: optional(child('REMEDIATION', Text)),
  technology: optional(one(Technology)),
  evaluated: optional(child('EVALUATION_DATE', Text)),
  evidence: optional(one(Evidence)),
  exception: optional(one(PostureException)),
});

const ReportedControls = element('CONTROL_LIST', { controls: many(one(ReportedControl)) });

const facts = {
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  ip: child('IP', Text),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  os: optional(child('OPERATING_SYSTEM', Text)),
  lastScan: optional(child('LAST_SCAN_DATE', Text)),
  groups: optional(one(GroupTitles)),
};

export const ReportedHostFacts = element('HOST', facts);

const ReportedHost = element('HOST', { ...facts, controls: optional(one(ReportedControls)) });

const ReportedHosts = element('HOST_LIST', { hosts: many(one(ReportedHost)) });

const PolicyResults = element('RESULTS', { hosts: many(one(ReportedHosts)) });

export const PolicyHeader = element('HEADER', {
  name: optional(child('NAME', Text)),
  date: optional(child('GENERATION_DATETIME', Text)),
});

/**
 * COMPLIANCE_POLICY_REPORT, of which little is known for certain. What is not declared here is noted with its texts.
 */
export const PolicyReport = element('COMPLIANCE_POLICY_REPORT', {
  error: optional(one(Refusal)),
  header: optional(one(PolicyHeader)),
  results: many(one(PolicyResults)),
});
