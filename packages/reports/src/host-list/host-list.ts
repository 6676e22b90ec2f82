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
import { IdSet } from '../response/id-set.js';
import { Request } from '../response/request.js';
import { UserList } from '../response/user.js';
import { Warning } from '../response/warning.js';

const value = (name: string) =>
  element(name, { name: optional(attribute('ud_attr', Text)), text: content(Text) });

const UserValue1 = value('VALUE_1');
const UserValue2 = value('VALUE_2');
const UserValue3 = value('VALUE_3');

/** USER_DEF: what the users of an account keep about a host; in the glossary, what they call it. */
export const UserDefined = element('USER_DEF', {
  value1: optional(one(UserValue1)),
  value2: optional(one(UserValue2)),
  value3: optional(one(UserValue3)),
  label1: optional(child('LABEL_1', Text)),
  label2: optional(child('LABEL_2', Text)),
  label3: optional(child('LABEL_3', Text)),
});

/** HOST: one host of an account. Children after ASSET_GROUP_IDS are of later releases. */
export const ListedHost = element('HOST', {
  hostId: child('ID', NumberFromText),
  ip: optional(child('IP', Text)),
  ipv6: optional(child('IPV6', Text)),
  trackingMethod: optional(child('TRACKING_METHOD', Text)),
  networkId: optional(child('NETWORK_ID', Text)),
  dns: optional(child('DNS', Text)),
  netbios: optional(child('NETBIOS', Text)),
  os: optional(child('OS', Text)),
  qgHostId: optional(child('QG_HOSTID', Text)),
  lastVulnerabilityScan: optional(child('LAST_VULN_SCAN_DATETIME', Text)),
  lastVmScan: optional(child('LAST_VM_SCANNED_DATE', Text)),
  lastVmScanSeconds: optional(child('LAST_VM_SCANNED_DURATION', Text)),
  lastComplianceScan: optional(child('LAST_COMPLIANCE_SCAN_DATETIME', Text)),
  owner: optional(child('OWNER', Text)),
  comments: optional(child('COMMENTS', Text)),
  userDefined: optional(one(UserDefined)),
  assetGroupIds: optional(child('ASSET_GROUP_IDS', Text)),
});

const HostList = element('HOST_LIST', { hosts: many(one(ListedHost)) });

export const ListedGroup = element('ASSET_GROUP', { id: child('ID', Text), title: child('TITLE', Text) });

const ListedGroups = element('ASSET_GROUP_LIST', { groups: many(one(ListedGroup)) });

export const HostGlossary = element('GLOSSARY', {
  userDefined: optional(one(UserDefined)),
  users: optional(one(UserList)),
  groups: optional(one(ListedGroups)),
});

const HostListResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  hosts: many(one(HostList)),
  ids: optional(one(IdSet)),
  warning: optional(one(Warning)),
  glossary: optional(one(HostGlossary)),
});

/** HOST_LIST_OUTPUT: the hosts of an account, sorted by their numbers. */
export const HostListOutput = element('HOST_LIST_OUTPUT', {
  request: optional(one(Request)),
  response: one(HostListResponse),
});
