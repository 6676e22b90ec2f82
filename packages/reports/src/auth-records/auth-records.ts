import { child, element, many, NumberFromText, one, optional, Text } from '@openguard/codec';
import { IdSet } from '../response/id-set.js';
import { Request } from '../response/request.js';
import { UserList } from '../response/user.js';
import { Warning, WarningList } from '../response/warning.js';

/** IP_SET: addresses and ranges of them. */
export const IpSet = element('IP_SET', {
  ips: many(child('IP', Text)),
  ranges: many(child('IP_RANGE', Text)),
});

export const Created = element('CREATED', {
  at: optional(child('DATETIME', Text)),
  by: optional(child('BY', Text)),
});

export const Modified = element('LAST_MODIFIED', { at: optional(child('DATETIME', Text)) });

const common = {
  id: child('ID', NumberFromText),
  title: child('TITLE', Text),
};

const ending = {
  ips: optional(one(IpSet)),
  networkId: optional(child('NETWORK_ID', Text)),
  created: optional(one(Created)),
  modified: optional(one(Modified)),
  comments: optional(child('COMMENTS', Text)),
};

/** AUTH_UNIX: a Unix record, or one of another kind that SUB_TYPE names (Cisco IOS since 6.17). */
export const UnixRecord = element('AUTH_UNIX', {
  ...common,
  username: optional(child('USERNAME', Text)),
  skipPassword: optional(child('SKIP_PASSWORD', Text)),
  cleartextPassword: optional(child('CLEARTEXT_PASSWORD', Text)),
  subType: optional(child('SUB_TYPE', Text)),
  port: optional(child('PORT', Text)),
  ...ending,
});

const CommunityStrings = element('COMMUNITY_STRINGS', {
  strings: many(child('COMMUNITY_STRING', Text)),
});

/** AUTH_SNMP: an SNMP record; without VERSION it is older than 6.18, and v1. */
export const SnmpRecord = element('AUTH_SNMP', {
  ...common,
  version: optional(child('VERSION', Text)),
  strings: optional(one(CommunityStrings)),
  username: optional(child('USERNAME', Text)),
  authAlgorithm: optional(child('AUTH_ALG', Text)),
  privacyAlgorithm: optional(child('PRIV_ALG', Text)),
  securityEngineId: optional(child('SEC_ENG', Text)),
  contextEngineId: optional(child('CONTEXT_ENG', Text)),
  context: optional(child('CONTEXT', Text)),
  ...ending,
});

const UnixRecords = element('AUTH_UNIX_LIST', { records: many(one(UnixRecord)) });
const SnmpRecords = element('AUTH_SNMP_LIST', { records: many(one(SnmpRecord)) });

const RecordGlossary = element('GLOSSARY', { users: optional(one(UserList)) });

const around = {
  warning: optional(one(Warning)),
  warnings: optional(one(WarningList)),
  glossary: optional(one(RecordGlossary)),
};

const UnixResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  records: many(one(UnixRecords)),
  ids: optional(one(IdSet)),
  ...around,
});

const SnmpResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  records: many(one(SnmpRecords)),
  ids: optional(one(IdSet)),
  ...around,
});

const request = optional(one(Request));

export const UnixRecordsOutput = element('AUTH_UNIX_LIST_OUTPUT', { request, response: one(UnixResponse) });

export const SnmpRecordsOutput = element('AUTH_SNMP_LIST_OUTPUT', { request, response: one(SnmpResponse) });

const ids = (name: string) => optional(one(element(name, { ids: optional(one(IdSet)) })));

const RecordKinds = element('AUTH_RECORDS', {
  unix: ids('AUTH_UNIX_IDS'),
  snmp: ids('AUTH_SNMP_IDS'),
});

const RecordsResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  records: optional(one(RecordKinds)),
  ...around,
});

/** AUTH_RECORDS_OUTPUT: the numbers of all records by their kinds. */
export const RecordsOutput = element('AUTH_RECORDS_OUTPUT', { request, response: one(RecordsResponse) });
