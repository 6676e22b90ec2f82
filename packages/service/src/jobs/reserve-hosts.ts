import { setTimeout } from 'node:timers/promises';
import { OpenGuardError } from '@openguard/errors';
import type { Reserve } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { addressesOf } from '@openguard/targets';

/** What reserving needs. `now`: the time of day, in milliseconds since 1970. */
export interface ReserveOptions {
  readonly store: Pick<Store, 'takeHosts' | 'keepHosts' | 'freeHosts'>;
  readonly now: () => number;
  readonly unexpected: (error: unknown) => void;
}

/** After so long, the hosts of a worker that is gone are free. */
const LEASE_MS = 20_000;
const KEPT_EVERY_MS = LEASE_MS / 4;
const LOOK_MS = 500;

const stopped = (): OpenGuardError =>
  new OpenGuardError('OG_SCAN_CANCELLED', 'The scan was stopped while another one looked at its hosts.');

/**
 * Reserves hosts in the store, so that no two workers look at one at the same time, in whatever processes they run. Who
 * comes second waits, until the signal aborts.
 * The holder is a batch, so that one that is begun again, since its worker was killed, has its hosts at once.
 */
export const createReserve =
  ({ store, now, unexpected }: ReserveOptions) =>
  (holder: string): Reserve =>
  async (addresses, signal) => {
    const hosts = [...addressesOf(addresses)];
    while (!(await store.takeHosts(holder, hosts, now(), now() + LEASE_MS))) {
      await setTimeout(LOOK_MS);
      if (signal.aborted) throw stopped();
    }
    const timer = setInterval(() => {
      store.keepHosts(holder, now() + LEASE_MS).catch(unexpected);
    }, KEPT_EVERY_MS);
    return async () => {
      clearInterval(timer);
      // What cannot be freed now is free when its time is over.
      await store.freeHosts(holder, hosts).catch(unexpected);
    };
  };
