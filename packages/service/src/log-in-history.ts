import { LeakyCount } from './leaky-count.js';

/** So many wrong log-ins as one account from one address are free; then one every few seconds. */
const FREE_OF_PAIR = 5;
/** As whatever account, from one address. */
const FREE_OF_ADDRESS = 50;
/** As one account, from wherever; then each address that has failed once waits. */
const FREE_OF_ACCOUNT = 20;

/** Turns are given to lanes in this order. */
export const LANES = { proven: 0, unknown: 1, failing: 2 } as const;

/**
 * What is known of failed log-ins, and how each is treated by it.
 *
 * Nobody is locked out: an address that has not failed is never slowed, whatever others do to the account, and
 * whoever failed too often has a try every few seconds.
 */
export const createLogInHistory = (clock: () => number) => {
  const ofPairs = new LeakyCount(5000, clock);
  const ofAddresses = new LeakyCount(1000, clock);
  const ofAccounts = new LeakyCount(3000, clock);
  const pair = (user: string, address: string): string => JSON.stringify([address, user]);

  return {
    failed: (user: string, address: string): void => {
      ofPairs.add(pair(user, address));
      ofAddresses.add(address);
      ofAccounts.add(user);
    },
    /** Whether an address has to wait before it tries again as a user. */
    isSlowed: (user: string, address: string): boolean => {
      const failures = ofPairs.of(pair(user, address));
      return (
        failures >= FREE_OF_PAIR ||
        ofAddresses.of(address) >= FREE_OF_ADDRESS ||
        (ofAccounts.of(user) >= FREE_OF_ACCOUNT && failures > 0)
      );
    },
    laneOf: (user: string, address: string): number =>
      ofPairs.of(pair(user, address)) > 0 ? LANES.failing : LANES.unknown,
  };
};
