import type { LoginRecord } from '@openguard/model';
import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { present } from '../present.js';
import { requestOf, type ToldRequest } from '../response/told-request.js';
import { RecordsOutput, SnmpRecordsOutput, UnixRecordsOutput } from './auth-records.js';

/** A list of authentication records. Nothing that is secret is written of them, community strings included. */
export interface WrittenRecords {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly records: readonly LoginRecord[];
  /** Whether only their numbers are wanted. */
  readonly numbersOnly?: boolean;
  /** Whether it is told who has made them. */
  readonly explained?: boolean;
  /** Where the rest is, of a list that was cut, and after how many. */
  readonly more?: { readonly after: number; readonly url: string };
  readonly request?: ToldRequest;
}

const bit = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? '1' : '0';

const ipSet = (ips: string) => {
  const parts = ips.split(',');
  return {
    ips: parts.filter((part) => !part.includes('-')),
    ranges: parts.filter((part) => part.includes('-')),
  };
};

const ending = ({ ips, createdAt, createdBy, modifiedAt, comments }: LoginRecord) => ({
  ips: ipSet(ips),
  created: { at: formatIsoDate(createdAt), by: createdBy },
  modified: { at: formatIsoDate(modifiedAt) },
  ...(comments === '' ? {} : { comments }),
});

const warningOf = (more: WrittenRecords['more']) =>
  more === undefined
    ? {}
    : {
        warnings: {
          warnings: [
            {
              code: '1980',
              text: `${more.after} record limit exceeded. Use URL to get next batch of results.`,
              url: more.url,
            },
          ],
        },
      };

const around = ({ records, explained, more }: WrittenRecords) => {
  const users = [...new Set(records.map(({ createdBy }) => createdBy))];
  return {
    ...warningOf(more),
    ...(explained === true && users.length > 0
      ? { glossary: { users: { users: users.map((login) => ({ login })) } } }
      : {}),
  };
};

const idSet = (records: readonly LoginRecord[]) => ({ ids: records.map(({ id }) => String(id)), ranges: [] });

/** What of RESPONSE holds records: nothing where there are none. */
const held = <A>({ records, numbersOnly }: WrittenRecords, write: (record: LoginRecord) => A) => {
  if (records.length === 0) return { records: [] };
  if (numbersOnly === true) return { records: [], ids: idSet(records) };
  return { records: [{ records: records.map(write) }] };
};

/** Writes AUTH_UNIX_LIST_OUTPUT: Unix and Cisco IOS records. */
export const writeUnixRecords = (list: WrittenRecords): string =>
  documentHead('AUTH_UNIX_LIST_OUTPUT', '/api/2.0/fo/auth/unix/auth_unix_list_output.dtd') +
  writeElement(
    UnixRecordsOutput.encode({
      ...requestOf(list.request),
      response: {
        datetime: formatIsoDate(list.at),
        ...held(list, (record) => ({
          id: record.id,
          title: record.title,
          ...present({
            username: record.username,
            skipPassword: bit(record.skipPassword),
            cleartextPassword: bit(record.cleartextPassword),
            subType: record.kind === 'cisco' ? 'cisco' : undefined,
            port: record.port,
          }),
          ...ending(record),
        })),
        ...around(list),
      },
    }),
  );

/** Writes AUTH_SNMP_LIST_OUTPUT. */
export const writeSnmpRecords = (list: WrittenRecords): string =>
  documentHead('AUTH_SNMP_LIST_OUTPUT', '/api/2.0/fo/auth/snmp/auth_snmp_list_output.dtd') +
  writeElement(
    SnmpRecordsOutput.encode({
      ...requestOf(list.request),
      response: {
        datetime: formatIsoDate(list.at),
        ...held(list, (record) => ({
          id: record.id,
          title: record.title,
          ...present({
            version: record.version,
            username: record.username,
            authAlgorithm: record.authAlgorithm,
            privacyAlgorithm: record.privacyAlgorithm,
            securityEngineId: record.securityEngineId,
            contextEngineId: record.contextEngineId,
            context: record.context,
          }),
          ...ending(record),
        })),
        ...around(list),
      },
    }),
  );

/** The numbers of records by their kinds. */
export interface WrittenRecordNumbers extends Pick<WrittenRecords, 'at' | 'request'> {
  readonly unix: readonly LoginRecord[];
  readonly snmp: readonly LoginRecord[];
}

/** Writes AUTH_RECORDS_OUTPUT. */
export const writeRecordNumbers = ({ at, unix, snmp, request }: WrittenRecordNumbers): string => {
  const kind = (records: readonly LoginRecord[]) =>
    records.length === 0 ? undefined : { ids: idSet(records) };
  const records = present({ unix: kind(unix), snmp: kind(snmp) });
  return (
    documentHead('AUTH_RECORDS_OUTPUT', '/api/2.0/fo/auth/auth_records.dtd') +
    writeElement(
      RecordsOutput.encode({
        ...requestOf(request),
        response: {
          datetime: formatIsoDate(at),
          ...(Object.keys(records).length === 0 ? {} : { records }),
        },
      }),
    )
  );
};
