import type { KnownFinding, Section } from '@openguard/model';
import type { Address } from '@openguard/targets';

/** Which open findings get a ticket. */
export interface TicketRule {
  readonly sections: readonly Section[];
  readonly severity: number;
}

/**
 * A ticket: somebody is to mend a finding on a host. It says nothing that the history does not say; only its number and
 * when it was made are its own.
 */
export interface KeptTicket {
  readonly number: number;
  readonly createdAt: number;
  readonly address: Address;
  readonly finding: KnownFinding;
  /** When the host was last scanned, and its name. */
  readonly visitedAt: number;
  readonly name?: string;
}

/** The calls of a store that are about remediation tickets. */
export interface TicketStore {
  /**
   * Makes a ticket for each open finding on some hosts that a rule names and that has none. Numbers count from 1 in an
   * account and are never given again; a finding that was forgotten and is found again has the ticket that it had.
   *
   * @returns how many were made
   */
  readonly makeTickets: (account: string, addresses: readonly Address[], rule: TicketRule) => Promise<number>;
  /** Tickets with numbers from one to another in their order, read some at a time; those of forgotten findings left out. */
  readonly tickets: (account: string, first?: number, last?: number) => AsyncIterable<KeptTicket>;
}
