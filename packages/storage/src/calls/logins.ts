import { LoginRecord } from '@openguard/model';
import { storeFailed } from '../failure.js';
import type { LoginStore } from '../port/login-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { readRecord, writeRecord } from './record.js';

const nameOf = (place: string, id: number) => ({ place, what: `the authentication record ${id}` });

/** Keeps a record, as a part of other work; one with its id of another account stays as it is. */
export function* putLogin(place: string, login: LoginRecord): Work<void> {
  const kept = yield* changesOf(
    `INSERT INTO login (id, account, record) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET record = excluded.record WHERE login.account = excluded.account`,
    login.id,
    login.account,
    writeRecord(LoginRecord, login, nameOf(place, login.id)),
  );
  if (kept === 0)
    throw storeFailed(place, `keep ${nameOf(place, login.id).what}`, 'another account has it already');
}

/** The calls of a store that are about authentication records. */
export const loginCalls = ({ place, call }: Database): LoginStore => {
  const read = (row: Row): LoginRecord =>
    readRecord(LoginRecord, row['record'], nameOf(place, numberOf(row, 'id')));
  function* loginsOf(account: string): Work<readonly LoginRecord[]> {
    const rows = yield* rowsOf('SELECT id, record FROM login WHERE account = $1 ORDER BY id', account);
    return rows.map(read);
  }
  return {
    loginsOf: (account) => call('list authentication records', 'apart', () => loginsOf(account)),
    listLogins: () =>
      call('list authentication records', 'apart', function* () {
        return (yield* rowsOf('SELECT id, record FROM login ORDER BY id')).map(read);
      }),
    changeLogins: (account, decide) =>
      call('change authentication records', 'together', function* () {
        const owner = yield* firstOf('SELECT name FROM account WHERE name = $1 FOR NO KEY UPDATE', account);
        if (owner === undefined)
          throw storeFailed(place, 'change authentication records', 'there is no such account');
        const { put = [], remove = [], answer } = decide(yield* loginsOf(account));
        for (const id of remove)
          yield* changesOf('DELETE FROM login WHERE account = $1 AND id = $2', account, id);
        for (const login of put) yield* putLogin(place, login);
        return answer;
      }),
  };
};
