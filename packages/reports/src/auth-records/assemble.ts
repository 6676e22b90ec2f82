import type { TypeOf } from 'io-ts';
import type { RecordItem } from '@openguard/model';
import { present } from '../present.js';
import { entry, type ReadRecord, type RecordTable } from '../record-table.js';
import { idSetRecords } from '../response/id-set.js';
import { glossaryEntry, responseList } from '../response/response.js';
import { User } from '../response/user.js';
import { SnmpRecord, UnixRecord, type Created, type IpSet, type Modified } from './auth-records.js';

interface Circumstances {
  readonly ips?: TypeOf<typeof IpSet>;
  readonly created?: TypeOf<typeof Created>;
  readonly modified?: TypeOf<typeof Modified>;
}

const circumstancesOf = ({
  ips,
  created,
  modified,
}: Circumstances): Pick<RecordItem, 'ips' | 'created' | 'createdBy' | 'modified'> => ({
  ips: [...(ips?.ips ?? []), ...(ips?.ranges ?? [])],
  ...present({ created: created?.at, createdBy: created?.by, modified: modified?.at }),
});

const typeOf = (subType: string | undefined): RecordItem['type'] => {
  const word = subType?.trim().toLowerCase() ?? '';
  if (word === '' || word === 'unix') return 'unix';
  return /^cisco(?:[ _-]?ios)?$/.test(word) ? 'cisco' : 'other';
};

const readUnix = entry(UnixRecord, ({ ips, created, modified, subType, ...record }) => ({
  kind: 'record',
  type: typeOf(subType),
  ...record,
  ...present({ subType }),
  ...circumstancesOf(present({ ips, created, modified })),
}));

const readSnmp = entry(SnmpRecord, ({ ips, created, modified, version, strings, ...record }) => ({
  kind: 'record',
  type: 'snmp',
  ...record,
  // Records that were made before 6.18 are v1.
  version: version === undefined || version.trim() === '' ? 'v1' : version,
  ...present({ communityStrings: strings?.strings }),
  ...circumstancesOf(present({ ips, created, modified })),
}));

const users = ['GLOSSARY/USER_LIST/USER', glossaryEntry(User)] as const;

const listOf = (list: string, name: string, read: ReadRecord): RecordTable =>
  responseList({
    spine: { [list]: {}, GLOSSARY: { USER_LIST: {} } },
    records: [[`${list}/${name}`, read], users],
    counted: ['record', 'id'],
  });

/** AUTH_UNIX_LIST_OUTPUT. */
export const UNIX_RECORDS = listOf('AUTH_UNIX_LIST', 'AUTH_UNIX', readUnix);

/** AUTH_SNMP_LIST_OUTPUT. */
export const SNMP_RECORDS = listOf('AUTH_SNMP_LIST', 'AUTH_SNMP', readSnmp);

const KINDS = ['AUTH_UNIX_IDS', 'AUTH_SNMP_IDS'];

/** AUTH_RECORDS_OUTPUT. */
export const AUTH_RECORDS = responseList({
  spine: {
    AUTH_RECORDS: Object.fromEntries(KINDS.map((kind) => [kind, { ID_SET: {} }])),
    GLOSSARY: { USER_LIST: {} },
  },
  records: [...KINDS.flatMap((kind) => idSetRecords(`AUTH_RECORDS/${kind}/ID_SET`, kind)), users],
  counted: ['id'],
});
