import { OpenGuardError, type ErrorCode } from '@openguard/errors';
import { Account } from '@openguard/model';
import type { AccountStore } from '../port/account-store.js';
import { thenForget, type Database } from '../sql/database.js';
import { textOf } from '../sql/column.js';
import { changesOf, firstOf, rowsOf, type Work } from '../sql/work.js';
import { addMail } from './mails.js';
import { readRecord, writeRecord } from './record.js';

/** What tells e-mails apart: not their case. */
const folded = (email: string): string => email.normalize('NFC').toLowerCase();

const taken = (code: ErrorCode, what: string): OpenGuardError =>
  new OpenGuardError(code, `${what} exists already; choose another, or remove that account first`);

const nameIn = (place: string, name: string) => ({ place, what: `account ${JSON.stringify(name)}` });

/** Adds an account, as a part of other work. */
export function* insertAccount(place: string, account: Account): Work<void> {
  const added = yield* changesOf(
    'INSERT INTO account (name, email, record) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    account.name,
    account.email === undefined ? null : folded(account.email),
    writeRecord(Account, account, nameIn(place, account.name)),
  );
  if (added > 0) return;
  const same = yield* firstOf('SELECT name FROM account WHERE name = $1', account.name);
  throw same === undefined
    ? taken('OG_ACCOUNT_EMAIL', `an account with the e-mail ${JSON.stringify(account.email)}`)
    : taken('OG_ACCOUNT', nameIn(place, account.name).what);
}

/** The calls of a store that are about accounts. */
export const accountCalls = ({ place, call, forget }: Database): AccountStore => {
  const nameOf = (name: string) => nameIn(place, name);

  function* find(name: string): Work<Account | undefined> {
    const row = yield* firstOf('SELECT record FROM account WHERE name = $1', name);
    const account = row === undefined ? undefined : readRecord(Account, row['record'], nameOf(name));
    // A driver may not be able to tell every text from every other.
    return account?.name === name ? account : undefined;
  }
  const change = (name: string, changed: Partial<Account>): Promise<boolean> =>
    call(`change ${nameOf(name).what}`, 'together', function* () {
      yield* firstOf('SELECT name FROM account WHERE name = $1 FOR NO KEY UPDATE', name);
      const account = yield* find(name);
      if (account === undefined) return false;
      const record = writeRecord(Account, { ...account, ...changed }, nameOf(name));
      return (yield* changesOf('UPDATE account SET record = $2 WHERE name = $1', name, record)) > 0;
    });

  return {
    addAccount: (account, mail) =>
      call(`add ${nameOf(account.name).what}`, 'together', function* () {
        yield* insertAccount(place, account);
        if (mail !== undefined) yield* addMail(place, mail);
      }),
    findAccount: (name) => call(`read ${nameOf(name).what}`, 'apart', () => find(name)),
    isEmailTaken: (email) =>
      call('look for an e-mail', 'apart', function* () {
        return (yield* firstOf('SELECT name FROM account WHERE email = $1', folded(email))) !== undefined;
      }),
    listAccounts: () =>
      call('list accounts', 'apart', function* () {
        const rows = yield* rowsOf('SELECT name, record FROM account ORDER BY name');
        return rows.map((row) => readRecord(Account, row['record'], nameOf(textOf(row, 'name'))));
      }),
    setPasswordHash: (name, passwordHash) => change(name, { passwordHash }),
    setTargets: (name, targets) => change(name, { targets }),
    removeAccount: (name) =>
      thenForget(
        forget,
        call(`remove ${nameOf(name).what}`, 'together', function* () {
          return (yield* changesOf('DELETE FROM account WHERE name = $1', name)) > 0;
        }),
      ),
  };
};
