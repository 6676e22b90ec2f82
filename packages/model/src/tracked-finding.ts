import type { VirtualPatch } from './virtual-patch.js';

/**
 * What a service that keeps the state of hosts between scans says of a finding besides (6.17 and later). Dates and
 * other texts as they stand.
 */
export interface TrackedFinding {
  /** The service's own number of the host. */
  readonly hostId?: number;
  /** `New`, `Active`, `Re-Opened`, or `Fixed` in later releases. */
  readonly status?: string;
  readonly service?: string;
  readonly instance?: string;
  readonly firstFound?: string;
  readonly lastFound?: string;
  readonly lastTest?: string;
  readonly lastFixed?: string;
  readonly lastProcessed?: string;
  /** When this finding, not its check, was last changed. */
  readonly updated?: string;
  readonly timesFound?: string;
  readonly uniqueId?: string;
  readonly ignored?: string;
  readonly disabled?: string;
  readonly cvssFinal?: string;
  readonly ticketNumber?: string;
  readonly ticketState?: string;
  readonly virtualPatches?: readonly VirtualPatch[];
}
