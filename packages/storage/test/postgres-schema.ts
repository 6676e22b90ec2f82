import { Client } from 'pg';

/** Does something over a connection of its own, past the store. */
export const withClient = async <A>(url: string, work: (client: Client) => Promise<A>): Promise<A> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Sends SQL to a database, past the store; gives the rows of its last statement. */
export const sendSql = (url: string, sql: string): Promise<readonly Record<string, unknown>[]> =>
  withClient(url, async (client) => {
    const results = [await client.query<Record<string, unknown>>(sql)].flat();
    return results.at(-1)?.rows ?? [];
  });

/** Removes a schema with all that is in it. */
export const dropSchema = async (url: string, schema: string): Promise<void> => {
  await sendSql(url, `SET client_min_messages = error; DROP SCHEMA ${schema} CASCADE`);
};
