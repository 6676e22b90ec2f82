import { LATER_ENDPOINTS, type Refused } from '@openguard/protocol';
import {
  writeBatchReturn,
  writeRecordNumbers,
  writeSnmpRecords,
  writeUnixRecords,
  type BatchOutcome,
  type WrittenRecords,
} from '@openguard/reports';
import type { LoginPage, LoginQuery, Logins } from '@openguard/service';
import { declaredAction, type ActionAnswer, type ApiAction, type Asking } from './action.js';
import { restOf } from './rest-of.js';

/** What the actions on authentication records answer from. */
export interface RecordActionOptions {
  readonly logins: Logins;
  readonly clock: () => number;
}

const {
  authRecords,
  unixRecordList,
  unixRecordCreate,
  unixRecordUpdate,
  unixRecordDelete,
  snmpRecordList,
  snmpRecordCreate,
  snmpRecordUpdate,
  snmpRecordDelete,
} = LATER_ENDPOINTS;

type Listed = LoginQuery & { readonly details?: 'None' | 'Basic' | 'All' };

/** Everything of a kind, page by page. */
const allOf = async (logins: Logins, account: string, kind: 'unix' | 'snmp', query: LoginQuery) => {
  const records: LoginPage['records'][number][] = [];
  for (let next: number | undefined = 0; next !== undefined;) {
    const page: LoginPage = await logins.list(account, kind, { ...query, idMin: next });
    records.push(...page.records);
    next = page.next;
  }
  return records;
};

/** List, create, update and delete of authentication records. Nothing that is secret of them is ever told. */
export const recordActions = ({ logins, clock }: RecordActionOptions): readonly ApiAction[] => {
  const echoed = ({ echo }: Asking) => (echo === undefined ? {} : { request: echo });

  const list = async (
    kind: 'unix' | 'snmp',
    write: (list: WrittenRecords) => string,
    { details = 'Basic', ...query }: Listed,
    asking: Asking,
  ): Promise<ActionAnswer> => {
    const { records, next } = await logins.list(asking.account.name, kind, query);
    return write({
      ...{ at: clock(), records, ...echoed(asking) },
      numbersOnly: details === 'None',
      explained: details === 'All',
      ...(next === undefined ? {} : { more: { after: records.length, url: restOf(asking, next) } }),
    });
  };

  const answered = async (
    outcomes: Promise<Refused | readonly BatchOutcome[]>,
    { echo }: Asking,
  ): Promise<ActionAnswer> => {
    const came = await outcomes;
    return 'number' in came ? came : writeBatchReturn(clock(), came, echo);
  };

  return [
    declaredAction(authRecords, async ({ title, comments }, asking) => {
      const query = {
        ...(title === undefined ? {} : { title }),
        ...(comments === undefined ? {} : { comments }),
      };
      const { name } = asking.account;
      return writeRecordNumbers({
        ...{ at: clock(), ...echoed(asking) },
        unix: await allOf(logins, name, 'unix', query),
        snmp: await allOf(logins, name, 'snmp', query),
      });
    }),
    declaredAction(unixRecordList, (asked, asking) => list('unix', writeUnixRecords, asked, asking)),
    declaredAction(unixRecordCreate, (asked, asking) =>
      answered(logins.createUnix(asking.account, asked), asking),
    ),
    declaredAction(unixRecordUpdate, (asked, asking) =>
      answered(logins.updateUnix(asking.account, asked), asking),
    ),
    declaredAction(unixRecordDelete, ({ ids }, asking) =>
      answered(logins.remove(asking.account.name, 'unix', ids), asking),
    ),
    declaredAction(snmpRecordList, (asked, asking) => list('snmp', writeSnmpRecords, asked, asking)),
    declaredAction(snmpRecordCreate, (asked, asking) =>
      answered(logins.createSnmp(asking.account, asked), asking),
    ),
    declaredAction(snmpRecordUpdate, (asked, asking) =>
      answered(logins.updateSnmp(asking.account, asked), asking),
    ),
    declaredAction(snmpRecordDelete, ({ ids }, asking) =>
      answered(logins.remove(asking.account.name, 'snmp', ids), asking),
    ),
  ];
};
