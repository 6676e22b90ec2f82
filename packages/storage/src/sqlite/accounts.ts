import { OpenGuardError } from '@openguard/errors';
import { Account } from '@openguard/model';
import type { Store } from '../store.js';
import type { Connection } from './connection.js';
import { readRecord, writeRecord } from './record.js';
import { transaction } from './transaction.js';

type AccountCalls = Pick<
  Store,
  'addAccount' | 'findAccount' | 'listAccounts' | 'setPasswordHash' | 'setTargets' | 'removeAccount'
>;

/** The calls of a store that are about accounts. */
export const accountCalls = ({ database, path, call }: Connection): AccountCalls => {
  const insert = database.prepare(
    'INSERT INTO account VALUES ($name, $record) ON CONFLICT (name) DO NOTHING',
  );
  const select = database.prepare('SELECT record FROM account WHERE name = $name');
  const selectAll = database.prepare('SELECT name, record FROM account ORDER BY name');
  const update = database.prepare('UPDATE account SET record = $record WHERE name = $name');
  const remove = database.prepare('DELETE FROM account WHERE name = $name');

  const nameOf = (name: string) => ({ path, what: `account ${JSON.stringify(name)}` });
  const write = (account: Account) => ({
    name: account.name,
    record: writeRecord(Account, account, nameOf(account.name)),
  });
  const find = (name: string): Account | undefined => {
    const row = select.get({ name });
    return row === undefined ? undefined : readRecord(Account, row['record'], nameOf(name));
  };
  const change = (name: string, changed: Partial<Account>): Promise<boolean> =>
    call(`change ${nameOf(name).what}`, () =>
      transaction(database, 'write', () => {
        const account = find(name);
        return account !== undefined && update.run(write({ ...account, ...changed })).changes > 0;
      }),
    );

  return {
    addAccount: (account) =>
      call(`add ${nameOf(account.name).what}`, () => {
        if (insert.run(write(account)).changes > 0) return;
        throw new OpenGuardError(
          'OG_ACCOUNT',
          `${nameOf(account.name).what} exists already; choose another name, or remove it first`,
        );
      }),
    findAccount: (name) => call(`read ${nameOf(name).what}`, () => find(name)),
    listAccounts: () =>
      call('list accounts', () =>
        selectAll.all().map((row) => readRecord(Account, row['record'], nameOf(String(row['name'])))),
      ),
    setPasswordHash: (name, passwordHash) => change(name, { passwordHash }),
    setTargets: (name, targets) => change(name, { targets }),
    removeAccount: (name) => call(`remove ${nameOf(name).what}`, () => remove.run({ name }).changes > 0),
  };
};
