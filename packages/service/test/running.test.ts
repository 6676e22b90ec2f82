import { setTimeout } from 'node:timers/promises';
import type { ScanReference } from '@openguard/model';
import { expect, it } from 'vitest';
import { createRunning, type Job } from '../src/index.js';

const job = (serial: number, account = 'ann'): Job => ({
  type: 'scan',
  ref: `scan/1.${serial}` as ScanReference,
  account,
  target: `127.0.0.${serial}`,
  startedAt: serial,
});

/** Work that lasts until it is stopped, and ends with the reason. */
const untilStopped = (signal: AbortSignal): Promise<{ readonly reason: unknown }> =>
  new Promise((resolve) => {
    const end = (): void => resolve({ reason: signal.reason as unknown });
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });

it('lists what has not ended, of one account alone, in the order in which it came', async () => {
  const running = createRunning({ width: 1 });
  const first = running.begin(job(1), untilStopped);
  const second = running.begin(job(2), untilStopped);
  running.begin(job(3, 'bob'), untilStopped);
  await setTimeout(1);
  expect(running.list('ann')).toEqual([
    { ...job(1), status: 'Running' },
    { ...job(2), status: 'Queued' },
  ]);
  expect(running.list('bob').map(({ status }) => status)).toEqual(['Queued']);
  expect(running.list('eve')).toEqual([]);
  first.cancel();
  expect(await first.done).toEqual({ reason: 'The client left before the scan was complete.' });
  expect(running.list('ann').map(({ ref }) => ref)).toEqual([second.ref]);
  await running.stop();
  expect(await second.done).toEqual({ reason: 'The server was stopped before the scan was complete.' });
  expect([running.list('ann'), running.list('bob')]).toEqual([[], []]);
});

it('cancels for the account itself alone, and waits for the end', async () => {
  const running = createRunning();
  const { done } = running.begin({ ...job(1), type: 'map' }, async (signal) => {
    const ended = await untilStopped(signal);
    await setTimeout(20);
    return ended;
  });
  for (const [account, ref] of [
    ['bob', 'scan/1.1'],
    ['ann', 'scan/1.2'],
  ] as const) {
    expect(await running.cancel(account, ref)).toEqual({
      number: 5001,
      text: `${ref} does not run in this account.`,
    });
  }
  expect(await running.cancel('ann', 'scan/1.1')).toBeUndefined();
  expect(running.isRunning('ann', 'scan/1.1')).toBe(false);
  expect(await done).toEqual({ reason: 'The map was cancelled by its account before it was complete.' });
  expect(await running.cancel('ann', 'scan/1.1')).toMatchObject({ number: 5001 });
});

it('ends what is cancelled before its turn at once', async () => {
  const running = createRunning({ width: 1 });
  const first = running.begin(job(1), untilStopped);
  const waiting = running.begin(job(2), untilStopped);
  await running.cancel('ann', 'scan/1.2');
  expect(await waiting.done).toEqual({
    reason: 'The scan was cancelled by its account before it was complete.',
  });
  expect(running.list('ann').map(({ ref }) => ref)).toEqual([first.ref]);
  first.cancel();
  await first.done;
});

it('gives accounts their turns by turns', async () => {
  const running = createRunning({ width: 1 });
  const order: string[] = [];
  const begin = (serial: number, account: string) =>
    running.begin(job(serial, account), () => Promise.resolve({ ended: order.push(`${account} ${serial}`) }));
  const all = [begin(1, 'ann'), begin(2, 'ann'), begin(3, 'ann'), begin(4, 'bob')];
  await Promise.all(all.map(({ done }) => done));
  expect(order).toEqual(['ann 1', 'ann 2', 'bob 4', 'ann 3']);
});
