import * as t from 'io-ts';
import type { PgBoss } from 'pg-boss';
import type { Depth } from '../queue.js';
import { queueFailed } from './failure.js';
import { QUEUE, SCHEMA } from './open-boss.js';

const Rows = t.array(t.type({ account: t.string, waiting: t.number, active: t.number }));

// pg-boss caches its own counts for a minute, and has none by account.
const COUNT = `
  SELECT group_id AS account, count(*) FILTER (WHERE state < 'active')::int AS waiting,
    count(*) FILTER (WHERE state = 'active')::int AS active
  FROM ${SCHEMA}.job WHERE name = '${QUEUE}' AND state <= 'active' GROUP BY group_id`;

/** How many batches each account has in the queue. */
export const countByAccount = async (boss: PgBoss): Promise<ReadonlyMap<string, Depth>> => {
  const { rows }: { readonly rows: unknown } = await boss.getDb().executeSql(COUNT);
  if (!Rows.is(rows)) throw queueFailed('be counted', 'its tables are not those of this release');
  return new Map(rows.map(({ account, ...depth }) => [account, depth]));
};
