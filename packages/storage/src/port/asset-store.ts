import type { FindingState, KnownFinding, Section } from '@openguard/model';
import type { Address } from '@openguard/targets';
import type { KnownHost } from './history-store.js';

/** Which hosts of an account: by their numbers from one to another, by addresses, by when they were last scanned. */
export interface HostQuery {
  readonly account: string;
  readonly from: number;
  readonly to: number;
  readonly addresses?: readonly Address[];
  /** Scanned at this time or later, in milliseconds since 1970. */
  readonly visitedSince?: number;
  /** Not scanned at this time or later. */
  readonly notVisitedSince?: number;
  /** Whether to tell their open ports. */
  readonly open?: boolean;
}

/** Which findings of some hosts: in these states, of these sections. */
export interface HostFindingQuery {
  readonly account: string;
  readonly addresses: readonly Address[];
  readonly states: readonly FindingState[];
  readonly sections: readonly Section[];
}

/** The calls of a store that are about the hosts of an account, as its history knows them. */
export interface AssetStore {
  /** The first hosts by number, so many at most. */
  readonly hostPage: (query: HostQuery, most: number) => Promise<readonly KnownHost[]>;
  /** The findings of some hosts, each host's in the order of their places; a host without any is left out. */
  readonly findingsOf: (query: HostFindingQuery) => Promise<ReadonlyMap<Address, readonly KnownFinding[]>>;
  /**
   * Forgets all that the history knows of some hosts, and their numbers, which are given to no other; scans that are
   * saved stay. Resolves to the numbers of those that were there.
   */
  readonly purgeHosts: (account: string, ids: readonly number[]) => Promise<readonly number[]>;
}
