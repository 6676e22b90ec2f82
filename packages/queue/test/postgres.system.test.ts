// needs: postgres
import { startPostgres, type Postgres } from '@openguard/postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openPostgresQueue, type BatchQueue } from '../src/index.js';
import { batch, queueContract, until, worker } from './contract.js';

const surprises: unknown[] = [];
let server: Postgres;
let url: string;

beforeAll(async () => {
  server = await startPostgres();
  ({ url } = server);
});
afterAll(() => server.stop());

beforeEach(async () => {
  surprises.length = 0;
  // The queue of an earlier test, with what it left.
  const boss = new PgBoss({ connectionString: url, schema: 'openguard_queue', supervise: false });
  await boss.start();
  await boss.getDb().executeSql('DELETE FROM openguard_queue.job');
  await boss.stop();
});

const open = async (): Promise<BatchQueue> => {
  const queue = await openPostgresQueue({
    url,
    leaseSeconds: 10,
    unexpected: (error) => surprises.push(error),
  });
  // One that a failed test has left would take the batches of the next.
  onTestFinished(() => queue.stop());
  return queue;
};

queueContract(open, surprises);

it('hands what it was interrupted in to another worker at once', async () => {
  const [first, second] = [await open(), await open()];
  const [one, two] = [worker(), worker()];
  await first.submit([batch(1, 0), batch(1, 1)]);
  first.work({ width: 2, perform: one.perform });
  await until(() => one.begun.length === 2);
  second.work({ width: 2, perform: two.perform });
  await first.stop();
  await until(() => two.begun.length === 2, 3000);
  expect(two.begun.toSorted()).toEqual(one.begun.toSorted());
  await second.stop();
  expect(surprises).toEqual([]);
});

it('gives each batch to one of several workers', async () => {
  const queues = await Promise.all([open(), open(), open()]);
  const { begun, quick } = worker();
  const all = Array.from({ length: 60 }, (_, number) => batch(1, number));
  await Promise.all(queues.map((queue) => queue.submit(all)));
  for (const queue of queues) queue.work({ width: 2, perform: quick });
  await until(() => begun.length >= 60);
  await Promise.all(queues.map((queue) => queue.stop()));
  expect(begun).toHaveLength(60);
  expect(new Set(begun).size).toBe(60);
});

it('gives the batch of a worker that was killed to another within half a minute', async () => {
  const script = fileURLToPath(new URL('child/hold-forever.ts', import.meta.url));
  const child = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const queue = await open();
    await queue.submit([batch(1, 0)]);
    expect(String(await once(child.stdout, 'data'))).toContain('scan/1.1#0');
    child.kill('SIGKILL');
    const { begun, perform } = worker();
    queue.work({ width: 1, perform });
    await until(() => begun.length === 1, 30_000);
    await queue.stop();
    expect(surprises).toEqual([]);
  } finally {
    child.kill('SIGKILL');
  }
});

it('interrupts a batch whose lease another worker has taken', async () => {
  const queue = await open();
  const { begun, ended, perform } = worker();
  await queue.submit([batch(1, 0)]);
  queue.work({ width: 1, perform });
  await until(() => begun.length === 1);
  const boss = new PgBoss({ connectionString: url, schema: 'openguard_queue', supervise: false });
  await boss.start();
  await boss.getDb().executeSql('UPDATE openguard_queue.job SET retry_count = retry_count + 1');
  await boss.stop();
  await until(() => ended.length === 1, 15_000);
  expect(ended).toEqual(['ann scan/1.1#0 lost']);
  await queue.stop();
  expect(surprises).toEqual([]);
});

it('says that a database cannot be used, and no password', async () => {
  const opening = openPostgresQueue({
    url: 'postgres://ann:secret@127.0.0.1:1/nowhere',
    unexpected: () => undefined,
  });
  await expect(opening).rejects.toMatchObject({
    code: 'OG_QUEUE_FAILED',
    message: expect.not.stringContaining('secret') as string,
  });
});
