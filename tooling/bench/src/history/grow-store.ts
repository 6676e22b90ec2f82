import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { blockOf, FIRST_ADDRESS } from './weekly-report.js';

const TABLES = ['known_host', 'visit', 'finding', 'fact', 'finding_event'] as const;

/** An address that is SQL, as text that is SQL. */
const ipOf = (address: string): string =>
  [24, 16, 8, 0].map((bits) => `((${address} >> ${bits}) & 255)`).join(` || '.' || `);

/** What stands in a column for a host that is so many addresses further on, and so many numbers. */
const movedColumn = (column: string, further: number, numbers: number): string => {
  switch (column) {
    case 'address':
      return `address + ${further}`;
    case 'place':
      return `place + ${further} * 1048576`;
    case 'key':
      return `replace(key, ${ipOf('(place >> 20)')}, ${ipOf(`((place >> 20) + ${further})`)})`;
    case 'id':
      return `id + ${numbers}`;
    default:
      return column;
  }
};

/**
 * Makes a store of weekly reports so many times as large in a fraction of the time that taking them in would need: the
 * rows of each host are written for further hosts, too, with their addresses, as taking in those would have written
 * them. Only how many hosts and findings a report held in all is not told anew.
 */
export const growStore = (directory: string, hosts: number, times: number): void => {
  const database = new DatabaseSync(join(directory, 'openguard.db'));
  const first = {
    known_host: 'address',
    visit: 'address',
    finding: 'place',
    fact: 'place',
    finding_event: 'place',
  };
  const end = FIRST_ADDRESS + hosts;
  for (const table of TABLES) {
    const columns = database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => String(name));
    const below = first[table] === 'place' ? `place < ${end} * 1048576` : `address < ${end}`;
    database.exec('BEGIN');
    for (let block = 1; block < times; block += 1) {
      const moved = columns.map((column) => movedColumn(column, block * blockOf(hosts), block * hosts));
      database.exec(
        `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${moved.join(', ')} FROM ${table} WHERE ${below}`,
      );
    }
    database.exec('COMMIT');
  }
  database.exec(`UPDATE host_count SET given = ${hosts * times}`);
  database.close();
};
