import { setTimeout } from 'node:timers/promises';
import { parseTargetList, type AddressSet } from '@openguard/targets';
import { expect, it } from 'vitest';
import { createReserve } from '../src/jobs/reserve-hosts.js';
import { freshStore } from './house.js';

const hosts = (text: string): AddressSet => {
  const list = parseTargetList(text);
  if (list._tag === 'Left') throw new Error(text);
  return list.right.addresses;
};

const reserveIn = async () => {
  const store = await freshStore();
  return createReserve({
    store,
    now: Date.now,
    unexpected: (error) => {
      throw error;
    },
  });
};

const { signal: alive } = new AbortController();

it('lets nobody at a host that somebody looks at, and everybody at others', async () => {
  const reserveFor = await reserveIn();
  const free = await reserveFor('a')(hosts('192.0.2.1-192.0.2.4'), alive);
  const others = await reserveFor('b')(hosts('192.0.2.5'), alive);
  let came = false;
  const second = reserveFor('b')(hosts('192.0.2.4'), alive).then((release) => {
    came = true;
    return release;
  });
  await setTimeout(50);
  expect(came).toBe(false);
  await free();
  await (
    await second
  )();
  await others();
});

it('gives a batch that is begun again its hosts at once', async () => {
  const reserveFor = await reserveIn();
  const lost = await reserveFor('a')(hosts('192.0.2.1-192.0.2.4'), alive);
  await (
    await reserveFor('a')(hosts('192.0.2.3'), alive)
  )();
  await lost();
});

it('waits no longer than its scan goes on', async () => {
  const reserveFor = await reserveIn();
  const free = await reserveFor('a')(hosts('192.0.2.1'), alive);
  const stop = new AbortController();
  const second = reserveFor('b')(hosts('192.0.2.1'), stop.signal);
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'OG_SCAN_CANCELLED' });
  await free();
});
