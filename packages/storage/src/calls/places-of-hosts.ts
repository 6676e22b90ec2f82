import type { Address } from '@openguard/targets';
import { numberOf } from '../sql/column.js';
import { rowsOf, type Work } from '../sql/work.js';
import { placesOn } from './place.js';

/**
 * All places that findings of some hosts have, as a JSON array: looked up one by one, they are found through an index
 * whatever a database makes of a join over ranges of them.
 */
export function* placesOfHosts(account: string, addresses: readonly Address[]): Work<string> {
  const rows = yield* rowsOf(
    'SELECT address, numbers FROM known_host WHERE account = $1 AND address AMONG($2)',
    account,
    JSON.stringify(addresses),
  );
  return JSON.stringify(rows.flatMap((row) => placesOn(numberOf(row, 'address'), numberOf(row, 'numbers'))));
}
