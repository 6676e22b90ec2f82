import type { Pool } from 'pg';
import type { Purpose, Session } from '../sql/database.js';
import { onConnection, perform, refusing } from './statements.js';

const BEGIN: Readonly<Record<Purpose, string>> = {
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  write: 'BEGIN',
};

/** Begins a transaction on a connection of its own, which may stay idle as long as whoever works with it likes. */
export const openSession = async (
  pool: Pool,
  place: string,
  task: string,
  purpose: Purpose,
): Promise<Session> => {
  const refused = refusing(place, task);
  const told = (error: unknown): never => {
    throw refused(error);
  };
  const client = await pool.connect().catch(told);
  let held = true;
  let committed = false;
  const end = (): Promise<void> => {
    // One that was not committed goes with its connection.
    if (held) client.release(!committed);
    held = false;
    return Promise.resolve();
  };
  try {
    await client.query(`${BEGIN[purpose]}; SET LOCAL idle_in_transaction_session_timeout = 0`).catch(told);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    run: (work) => perform(onConnection(client), work(), refused),
    commit: async () => {
      await client.query('COMMIT').catch(told);
      committed = true;
    },
    end,
  };
};
