import type { LeaseStore } from '../port/lease-store.js';
import type { Address } from '@openguard/targets';
import type { Database } from '../sql/database.js';
import { changesOf, type Work } from '../sql/work.js';

function* free(holder: string, addresses: readonly Address[]): Work<void> {
  yield* changesOf(
    'DELETE FROM host_lease WHERE holder = $1 AND address AMONG($2)',
    holder,
    JSON.stringify(addresses),
  );
}

/** The calls of a store that are about hosts that a worker has for itself. */
export const leaseCalls = ({ call }: Database): LeaseStore => ({
  takeHosts: (holder, addresses, now, until) =>
    call('take hosts', 'together', function* () {
      let taken = 0;
      // In one order everywhere, so that no two who take the same ones wait for each other.
      for (const address of addresses.toSorted((a, b) => a - b)) {
        taken += yield* changesOf(
          `INSERT INTO host_lease (address, holder, until) VALUES ($1, $2, $3)
           ON CONFLICT (address) DO UPDATE SET holder = excluded.holder, until = excluded.until
           WHERE host_lease.until <= $4 OR host_lease.holder = excluded.holder`,
          address,
          holder,
          until,
          now,
        );
      }
      if (taken === addresses.length) return true;
      yield* free(holder, addresses);
      return false;
    }),
  keepHosts: (holder, until) =>
    call('keep hosts', 'lightly', function* () {
      yield* changesOf('UPDATE host_lease SET until = $2 WHERE holder = $1', holder, until);
    }),
  freeHosts: (holder, addresses) => call('free hosts', 'together', () => free(holder, addresses)),
});
