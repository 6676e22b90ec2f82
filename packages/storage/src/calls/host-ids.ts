import { numberOf } from '../sql/column.js';
import { firstOf, type Work } from '../sql/work.js';

/** Whoever else gives numbers in the same account waits until this work is done. */
const GIVE = `
  INSERT INTO host_count (account, given) VALUES ($1, $2)
  ON CONFLICT (account) DO UPDATE SET given = host_count.given + excluded.given RETURNING given`;

/** The first of so many numbers that no host of the account has had. */
export function* newHostIds(account: string, count: number): Work<number> {
  const row = yield* firstOf(GIVE, account, count);
  return row === undefined ? 1 : numberOf(row, 'given') - count + 1;
}
