import type { PgBoss } from 'pg-boss';
import { queueFailed } from './failure.js';

/** The schema that is the queue's own, beside the tables of the store. */
export const SCHEMA = 'openguard_queue';
/** The one queue in it. */
export const QUEUE = 'batches';

/** How soon the lost lease of a dead worker is noticed, after it has run out. */
const SUPERVISED_EVERY_SECONDS = 3;
const MOST_CONNECTIONS = 4;
const A_DAY_SECONDS = 24 * 60 * 60;
/** Whether a batch is given up is decided by whoever keeps the truth. */
const RETRIES = 1_000_000;

/** Where the queue lies, and how long a lease lasts without being renewed. */
export interface BossOptions {
  readonly url: string;
  readonly leaseSeconds: number;
  readonly unexpected: (error: unknown) => void;
}

/** Opens pg-boss on a database, where it makes its schema if need be. */
export const openBoss = async ({ url, leaseSeconds, unexpected }: BossOptions): Promise<PgBoss> => {
  // A server without PostgreSQL does not load it.
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    schedule: false,
    superviseIntervalSeconds: SUPERVISED_EVERY_SECONDS,
    monitorIntervalSeconds: SUPERVISED_EVERY_SECONDS,
  });
  boss.on('error', (error) => unexpected(queueFailed('look after its batches', error)));
  try {
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: 'exclusive',
      heartbeatSeconds: leaseSeconds,
      expireInSeconds: A_DAY_SECONDS,
      retryLimit: RETRIES,
      retryDelay: 0,
    });
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false }).catch(unexpected);
    throw queueFailed('be opened', error);
  }
};
