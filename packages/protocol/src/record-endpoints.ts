import { action } from './endpoint.js';
import { required, text } from './parameter.js';
import { bit, echo, numberList, oneOf, secret, wholeNumber } from './value-parameters.js';

const UNIX = '/api/2.0/fo/auth/unix/';
const SNMP = '/api/2.0/fo/auth/snmp/';

const listed = {
  echo,
  ids: numberList('ids'),
  idMin: wholeNumber('id_min'),
  idMax: wholeNumber('id_max'),
  title: text('title'),
  comments: text('comments'),
  details: oneOf('details', ['None', 'Basic', 'All']),
};

const described = { echo, title: text('title'), comments: text('comments'), ips: text('ips') };

const changed = {
  ...described,
  ids: required(numberList('ids')),
  addIps: text('add_ips'),
  removeIps: text('remove_ips'),
};

const forgotten = { echo, ids: required(numberList('ids')) };

/** How a Unix or, with `subType` `cisco`, a Cisco IOS device is logged in to. */
const unixLogin = {
  subType: text('sub_type'),
  username: text('username'),
  password: secret('password'),
  skipPassword: bit('skip_password'),
  cleartextPassword: bit('cleartext_password'),
  enablePassword: secret('enable_password'),
  port: text('port'),
};

/** How a device is asked by SNMP; v2c and v3 came with 6.18. */
const snmpLogin = {
  version: oneOf('version', ['v1', 'v2c', 'v3']),
  communityStrings: secret('community_strings'),
  username: text('username'),
  password: secret('password'),
  authAlgorithm: oneOf('auth_alg', ['MD5', 'SHA1', '']),
  encryptPassword: secret('encrypt_password'),
  privacyAlgorithm: oneOf('priv_alg', ['DES', 'AES', '']),
  securityEngineId: text('security_engine_id'),
  contextEngineId: text('context_engine_id'),
  context: text('context'),
};

const BATCH = ['BATCH_RETURN'];

/** The numbers of all authentication records. */
const authRecords = action({
  name: 'auth_records',
  path: '/api/2.0/fo/auth/',
  action: 'list',
  repeatable: true,
  roots: ['AUTH_RECORDS_OUTPUT'],
  parameters: { echo, title: listed.title, comments: listed.comments },
});

/** Unix and Cisco IOS records. */
const unixRecordList = action({
  name: 'auth_unix_list',
  path: UNIX,
  action: 'list',
  repeatable: true,
  roots: ['AUTH_UNIX_LIST_OUTPUT'],
  parameters: listed,
});

const unixRecordCreate = action({
  name: 'auth_unix_create',
  path: UNIX,
  action: 'create',
  repeatable: false,
  roots: BATCH,
  parameters: {
    ...described,
    title: required(described.title),
    ips: required(described.ips),
    ...unixLogin,
  },
});

const unixRecordUpdate = action({
  name: 'auth_unix_update',
  path: UNIX,
  action: 'update',
  repeatable: false,
  roots: BATCH,
  parameters: { ...changed, ...unixLogin },
});

const unixRecordDelete = action({
  name: 'auth_unix_delete',
  path: UNIX,
  action: 'delete',
  repeatable: false,
  roots: BATCH,
  parameters: forgotten,
});

/** SNMP records; those that are older than 6.18 are v1. */
const snmpRecordList = action({
  name: 'auth_snmp_list',
  path: SNMP,
  action: 'list',
  repeatable: true,
  roots: ['AUTH_SNMP_LIST_OUTPUT'],
  parameters: listed,
});

const snmpRecordCreate = action({
  name: 'auth_snmp_create',
  path: SNMP,
  action: 'create',
  repeatable: false,
  roots: BATCH,
  parameters: {
    ...described,
    title: required(described.title),
    ips: required(described.ips),
    ...snmpLogin,
  },
});

const snmpRecordUpdate = action({
  name: 'auth_snmp_update',
  path: SNMP,
  action: 'update',
  repeatable: false,
  roots: BATCH,
  parameters: { ...changed, ...snmpLogin },
});

const snmpRecordDelete = action({
  name: 'auth_snmp_delete',
  path: SNMP,
  action: 'delete',
  repeatable: false,
  roots: BATCH,
  parameters: forgotten,
});

/** The functions for authentication records. */
export const RECORD_ENDPOINTS = {
  authRecords,
  unixRecordList,
  unixRecordCreate,
  unixRecordUpdate,
  unixRecordDelete,
  snmpRecordList,
  snmpRecordCreate,
  snmpRecordUpdate,
  snmpRecordDelete,
} as const;
