import type { Address } from '@openguard/targets';

/** The calls of a store by which workers keep out of each other's way. Times are in milliseconds since 1970. */
export interface LeaseStore {
  /**
   * Takes addresses for a holder until some time: all of them, or none when another holder has one of them. Resolves to
   * whether it has them; what it has already it may take again. What it does not keep is free after that time.
   */
  readonly takeHosts: (
    holder: string,
    addresses: readonly Address[],
    now: number,
    until: number,
  ) => Promise<boolean>;
  /** Keeps all that a holder has until a later time. */
  readonly keepHosts: (holder: string, until: number) => Promise<void>;
  /** Frees addresses that a holder has. */
  readonly freeHosts: (holder: string, addresses: readonly Address[]) => Promise<void>;
}
