import type { Account, LoginKind, LoginRecord } from '@openguard/model';
import {
  CODES,
  inRanges,
  numberRanges,
  type LATER_ENDPOINTS,
  type Refused,
  type RequestOf,
} from '@openguard/protocol';
import type { BatchOutcome } from '@openguard/reports';
import type { LoginChange, Store } from '@openguard/storage';
import { formatAddressSet } from '@openguard/targets';
import type { Sealing } from '../sealing.js';
import { addressesOf, overlapOf, readAddresses } from './login-addresses.js';
import type { LoginState } from './login-state.js';
import { pageOf, type LoginPage, type LoginQuery } from './page-of.js';
import { bounded, firstRefusal, invalid } from './rules.js';
import { describeUnopened, openLogin, sealLogin } from './sealed-login.js';
import { snmpLogin } from './snmp-login.js';
import { unixLogin } from './unix-login.js';

/** What authentication records need. */
export interface LoginsOptions {
  readonly store: Pick<Store, 'loginsOf' | 'changeLogins' | 'nextSerial'>;
  /** The key that keeps their secrets; resolves to nothing where the operator has given none. */
  readonly sealing: () => Promise<Sealing | undefined>;
  readonly clock: () => number;
}

type UnixChange = RequestOf<typeof LATER_ENDPOINTS.unixRecordUpdate>;
type SnmpChange = RequestOf<typeof LATER_ENDPOINTS.snmpRecordUpdate>;
type Kinds = readonly LoginKind[];

/** Which kinds the two resources keep. */
const KINDS = { unix: ['unix', 'cisco'], snmp: ['snmp'] } as const satisfies Record<string, Kinds>;

const MOST = { title: 255, comments: 1999, records: 5000 };

const NO_KEY: Refused = {
  number: CODES.internal,
  text: 'This server has no key to keep secrets with; its operator gives it one (--key-file).',
};

const textsRefusal = ({ title, comments }: { title?: string; comments?: string }): Refused | undefined =>
  firstRefusal(
    title?.trim() === '' ? invalid('title', 'a record needs a title') : undefined,
    bounded('title', title, MOST.title),
    bounded('comments', comments, MOST.comments),
  );

/** What is not done with a record yet, for the reply; nothing of one that scans use. */
const notUsed = ({ kind, version }: LoginRecord): string | undefined => {
  if (kind === 'unix') return 'The record is kept. Scans of this server do not log in to Unix hosts yet.';
  if (kind === 'cisco')
    return 'The record is kept. Scans of this server do not log in to Cisco IOS devices yet.';
  return version === 'v3'
    ? 'The record is kept. Scans of this server do not use SNMPv3 yet; v1 and v2c they do.'
    : undefined;
};

const notes = (records: readonly LoginRecord[]): readonly BatchOutcome[] =>
  [...new Set(records.map(notUsed))].flatMap((text) => (text === undefined ? [] : [{ text, ids: [] }]));

/** Titles that people take for the same are the same. */
const plain = (title: string): string => title.trim().replace(/\s+/g, ' ').toLowerCase();

/** What stands in the way of a record among those of its account. */
const conflictOf = (record: LoginRecord, there: readonly LoginRecord[]): Refused | undefined => {
  const same = there.find(({ id, title }) => id !== record.id && plain(title) === plain(record.title));
  if (same !== undefined)
    return invalid(
      'title',
      `the record ${same.id} has this title; titles are unique in an account, whatever their case and blanks`,
    );
  const overlap = overlapOf(record, there);
  if (overlap === undefined) return undefined;
  const kind = overlap.with.kind === 'cisco' ? 'Cisco IOS' : 'Unix';
  return {
    number: CODES.blocked,
    text: `An IP stands in one Unix or in one Cisco IOS record: ${overlap.at} stand in the ${kind} record ${overlap.with.id}.`,
  };
};

const outcome = ({ number, text }: Refused, id: number): BatchOutcome => ({ code: number, text, ids: [id] });

/** Outcomes of the same kind as one. */
const gathered = (outcomes: readonly BatchOutcome[]): readonly BatchOutcome[] => {
  const byKind = new Map<string, BatchOutcome>();
  for (const each of outcomes) {
    const key = JSON.stringify([each.code, each.text]);
    const ids = [...(byKind.get(key)?.ids ?? []), ...each.ids];
    byKind.set(key, { ...each, ids });
  }
  // What was done stands first.
  return [...byKind.values()].sort((a, b) => Number(a.code !== undefined) - Number(b.code !== undefined));
};

/** The authentication records of accounts. What they refuse is told; nothing that is secret is ever told. */
export const createLogins = ({ store, sealing: findSealing, clock }: LoginsOptions) => {
  const create = async (
    account: Account,
    asked: { title: string; comments?: string; ips: string },
    login: () => Refused | LoginState,
  ): Promise<Refused | readonly BatchOutcome[]> => {
    const read = readAddresses(account, { ips: asked.ips });
    const addresses = 'number' in read ? read : read([]);
    const refused = textsRefusal(asked);
    if (refused !== undefined) return refused;
    if ('number' in addresses) return addresses;
    const state = login();
    if ('number' in state) return state;
    const sealing = await findSealing();
    if (sealing === undefined && Object.keys(state.secrets).length > 0) return NO_KEY;
    const now = clock();
    const record: LoginRecord = {
      ...state.login,
      id: await store.nextSerial(),
      account: account.name,
      title: asked.title,
      comments: asked.comments ?? '',
      ips: formatAddressSet(addresses),
      ...{ createdAt: now, createdBy: account.name, modifiedAt: now },
    };
    const sealed = sealLogin(sealing, record, state.secrets);
    return store.changeLogins(account.name, (there): LoginChange<Refused | readonly BatchOutcome[]> => {
      if (there.length >= MOST.records)
        return { answer: { number: CODES.blocked, text: `An account has at most ${MOST.records} records.` } };
      const conflict = conflictOf(record, there);
      if (conflict !== undefined) return { answer: conflict };
      const done = { text: 'Successfully Created', ids: [record.id] };
      return { put: [sealed], answer: [done, ...notes([record])] };
    });
  };

  const update = async (
    account: Account,
    kinds: Kinds,
    asked: UnixChange | SnmpChange,
    login: (before: LoginState) => Refused | LoginState,
  ): Promise<Refused | readonly BatchOutcome[]> => {
    const refused = textsRefusal(asked);
    if (refused !== undefined) return refused;
    const change = readAddresses(account, asked);
    if ('number' in change) return change;
    const wanted = numberRanges(asked.ids);
    const sealing = await findSealing();
    const now = clock();

    const changed = (before: LoginRecord): Refused | LoginRecord => {
      const addresses = change(addressesOf(before.ips));
      if ('number' in addresses) return addresses;
      const opened = openLogin(sealing, before);
      if (opened.tag !== 'opened')
        return {
          number: CODES.internal,
          text: `The secrets of the record cannot be opened: ${describeUnopened(opened)}.`,
        };
      const after = login({ login: before, secrets: opened.secrets });
      if ('number' in after) return after;
      if (sealing === undefined && Object.keys(after.secrets).length > 0) return NO_KEY;
      const { id, account: name, createdAt, createdBy } = before;
      const record: LoginRecord = {
        ...after.login,
        ...{ id, account: name, createdAt, createdBy, modifiedAt: now },
        title: asked.title ?? before.title,
        comments: asked.comments ?? before.comments,
        ips: formatAddressSet(addresses),
      };
      return sealLogin(sealing, record, after.secrets);
    };

    return store.changeLogins(account.name, (there): LoginChange<Refused | readonly BatchOutcome[]> => {
      const found = there.filter(({ id, kind }) => kinds.includes(kind) && inRanges(wanted, id));
      if (found.length === 0) return { answer: invalid('ids', 'there is no such record') };
      if (found.length > 1 && asked.title !== undefined)
        return { answer: invalid('title', 'several records cannot have one title') };
      const outcomes: BatchOutcome[] = [];
      const put: LoginRecord[] = [];
      const standing = new Map(there.map((each) => [each.id, each]));
      for (const before of found) {
        const record = changed(before);
        const stopped = 'number' in record ? record : conflictOf(record, [...standing.values()]);
        if ('number' in record || stopped !== undefined) {
          if (stopped !== undefined) outcomes.push(outcome(stopped, before.id));
          continue;
        }
        standing.set(record.id, record);
        put.push(record);
        outcomes.push({ text: 'Successfully Updated', ids: [record.id] });
      }
      return { put, answer: [...gathered([...outcomes, ...unknownOf(asked.ids, found)]), ...notes(put)] };
    });
  };

  return {
    /** Records of an account by their ids, at most 1000 of them. */
    list: async (account: string, resource: keyof typeof KINDS, query: LoginQuery): Promise<LoginPage> => {
      const kinds: Kinds = KINDS[resource];
      return pageOf(
        (await store.loginsOf(account)).filter(({ kind }) => kinds.includes(kind)),
        query,
      );
    },
    createUnix: (
      account: Account,
      asked: RequestOf<typeof LATER_ENDPOINTS.unixRecordCreate>,
    ): Promise<Refused | readonly BatchOutcome[]> => create(account, asked, () => unixLogin(asked)),
    createSnmp: (
      account: Account,
      asked: RequestOf<typeof LATER_ENDPOINTS.snmpRecordCreate>,
    ): Promise<Refused | readonly BatchOutcome[]> => create(account, asked, () => snmpLogin(asked)),
    /** Changes what is given of records; each as a whole or not at all, which is told of each. */
    updateUnix: (account: Account, asked: UnixChange): Promise<Refused | readonly BatchOutcome[]> =>
      update(account, KINDS.unix, asked, (before) => unixLogin(asked, before)),
    updateSnmp: (account: Account, asked: SnmpChange): Promise<Refused | readonly BatchOutcome[]> =>
      update(account, KINDS.snmp, asked, (before) => snmpLogin(asked, before)),
    remove: (
      account: string,
      resource: keyof typeof KINDS,
      ids: string,
    ): Promise<Refused | readonly BatchOutcome[]> => {
      const wanted = numberRanges(ids);
      const kinds: Kinds = KINDS[resource];
      return store.changeLogins(account, (there): LoginChange<Refused | readonly BatchOutcome[]> => {
        const found = there.filter(({ id, kind }) => kinds.includes(kind) && inRanges(wanted, id));
        if (found.length === 0) return { answer: invalid('ids', 'there is no such record') };
        const gone = found.map(({ id }) => id);
        return {
          remove: gone,
          answer: [{ text: 'Successfully Deleted', ids: gone }, ...unknownOf(ids, found)],
        };
      });
    },
  };
};

/** The single numbers of a list that name no record; a range names what is in it. */
const unknownOf = (list: string, found: readonly LoginRecord[]): readonly BatchOutcome[] => {
  const ids = numberRanges(list)
    .filter(({ first, last }) => first === last && !found.some(({ id }) => id === first))
    .map(({ first }) => first);
  const { number, text } = invalid('ids', 'there is no such record');
  return ids.length === 0 ? [] : [{ code: number, text, ids: [...new Set(ids)] }];
};

/** What {@link createLogins} gives. */
export type Logins = ReturnType<typeof createLogins>;
