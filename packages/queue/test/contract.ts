import type { ScanReference } from '@openguard/model';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { BatchQueue, QueuedBatch } from '../src/index.js';

/** A batch of a job of an account. */
export const batch = (job: number, number: number, account = 'ann'): QueuedBatch => ({
  ref: `scan/1.${job}` as ScanReference,
  number,
  account,
});

/** Waits until something holds. */
export const until = async (holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> => {
  for (const end = Date.now() + withinMs; !(await holds()); await delay(5)) {
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms in vain`);
  }
};

/** Keeps a record of what is performed; a batch lasts until it is let go, or interrupted. */
export const worker = () => {
  const begun: string[] = [];
  const ended: string[] = [];
  const held = new Map<string, () => void>();
  const nameOf = ({ ref, number, account }: QueuedBatch): string => `${account} ${ref}#${number}`;
  return {
    begun,
    ended,
    /** Lets a batch end that is under way. */
    release: (name: string): void => held.get(name)?.(),
    quick: (done: QueuedBatch): Promise<void> => {
      begun.push(nameOf(done));
      return Promise.resolve();
    },
    perform: async (done: QueuedBatch, signal: AbortSignal): Promise<void> => {
      const name = nameOf(done);
      begun.push(name);
      await new Promise<void>((resolve) => {
        held.set(name, resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      ended.push(`${name} ${signal.aborted ? String(signal.reason) : 'done'}`);
    },
  };
};

/** What every queue promises. `open` gives a queue of its own to each test, and `surprises` what it reports. */
export const queueContract = (open: () => Promise<BatchQueue>, surprises: unknown[]): void => {
  it('works on as many batches at a time as it is told to, each once, whoever submits it again', async () => {
    const queue = await open();
    const { begun, ended, perform, release } = worker();
    const all = [batch(1, 0), batch(1, 1), batch(1, 2)];
    await queue.submit(all);
    expect(await queue.depth()).toEqual({ waiting: 3, active: 0 });
    queue.work({ width: 2, perform });
    await until(() => begun.length === 2);
    await queue.submit([...all, ...all]);
    await delay(30);
    expect(begun.toSorted()).toEqual(['ann scan/1.1#0', 'ann scan/1.1#1']);
    expect(await queue.depth()).toEqual({ waiting: 1, active: 2 });
    release('ann scan/1.1#1');
    await until(() => begun.length === 3);
    expect(begun[2]).toBe('ann scan/1.1#2');
    release('ann scan/1.1#0');
    release('ann scan/1.1#2');
    await until(async () => (await queue.depth()).active === 0);
    expect(await queue.depth()).toEqual({ waiting: 0, active: 0 });
    expect(ended.toSorted()).toEqual(['ann scan/1.1#0 done', 'ann scan/1.1#1 done', 'ann scan/1.1#2 done']);
    // What has ended may come again: nobody but the submitter knows whether it is still to be done.
    await queue.submit([batch(1, 0)]);
    await until(() => begun.length === 4);
    await queue.stop();
  });

  it('gives accounts their turns by turns, and keeps the order of each', async () => {
    const queue = await open();
    const { begun, quick } = worker();
    await queue.submit([0, 1, 2, 3].map((number) => batch(1, number)));
    await queue.submit([0, 1].map((number) => batch(2, number, 'bob')));
    await queue.submit([batch(3, 0, 'eve')]);
    queue.work({ width: 1, perform: quick });
    await until(() => begun.length === 7);
    const order = begun.map((name) => name.slice(0, 3)).join(' ');
    expect(order).toBe('ann bob eve ann bob ann ann');
    expect(begun.filter((name) => name.startsWith('ann')).map((name) => name.at(-1))).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    await queue.stop();
  });

  it('takes the batches of a job back: those that wait are forgotten, those under way interrupted', async () => {
    const queue = await open();
    const { begun, ended, perform } = worker();
    await queue.submit([batch(1, 0), batch(1, 1), batch(2, 0)]);
    queue.work({ width: 1, perform });
    await until(() => begun.length === 1);
    await queue.withdraw(batch(1, 0).ref);
    expect(ended).toEqual(['ann scan/1.1#0 withdrawn']);
    await until(() => begun.length === 2);
    expect(begun[1]).toBe('ann scan/1.2#0');
    await queue.withdraw(batch(9, 0).ref);
    await queue.stop();
    expect(ended).toEqual(['ann scan/1.1#0 withdrawn', 'ann scan/1.2#0 stopping']);
  });

  it('forgets a batch whose work fails, reports that, and goes on', async () => {
    const queue = await open();
    const fault = new Error('of the work');
    const done: number[] = [];
    await queue.submit([batch(1, 0), batch(1, 1)]);
    queue.work({
      width: 1,
      perform: ({ number }) => {
        done.push(number);
        return number === 0 ? Promise.reject(fault) : Promise.resolve();
      },
    });
    await until(() => done.length === 2);
    await until(async () => (await queue.depth()).active === 0);
    expect(surprises).toEqual([fault]);
    expect(done).toEqual([0, 1]);
    await queue.stop();
  });

  it('begins nothing once it is stopped, and stops again without a word', async () => {
    const queue = await open();
    const { begun, ended, perform } = worker();
    await queue.submit([batch(1, 0), batch(1, 1), batch(1, 2)]);
    queue.work({ width: 2, perform });
    await until(() => begun.length === 2);
    await Promise.all([queue.stop(), queue.stop()]);
    await queue.stop();
    expect(ended.toSorted()).toEqual(['ann scan/1.1#0 stopping', 'ann scan/1.1#1 stopping']);
    await delay(30);
    expect(begun).toHaveLength(2);
  });
};
