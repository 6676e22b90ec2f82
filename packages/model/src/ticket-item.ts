import type { Reference } from './finding.js';
import type { Noticed } from './notice.js';
import type { Severity } from './severity.js';
import type { VirtualPatch } from './virtual-patch.js';

/** What happened to a ticket, newest first. */
export interface TicketEvent {
  readonly at?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  readonly added?: string;
  readonly removed?: string;
  readonly scan?: string;
  readonly scanned?: string;
  readonly rule?: string;
  readonly comment?: string;
}

/** A remediation ticket: somebody is to mend a finding on a host by a date. Dates and other texts as they stand. */
export interface TicketItem extends Noticed {
  readonly kind: 'ticket';
  readonly number: number;
  /** OPEN, RESOLVED, CLOSED or IGNORED. */
  readonly state: string;
  /** FIXED, REOPENED or IGNORED. */
  readonly status?: string;
  readonly created?: string;
  readonly due?: string;
  readonly invalid?: string;
  readonly assignee?: { readonly name?: string; readonly email?: string; readonly login?: string };
  readonly ip?: string;
  readonly dns?: string;
  readonly netbios?: string;
  readonly port?: number;
  readonly service?: string;
  readonly protocol?: string;
  readonly fqdn?: string;
  readonly ssl?: boolean;
  readonly instance?: string;
  readonly firstFound?: string;
  readonly lastFound?: string;
  readonly lastScan?: string;
  readonly timesFound?: string;
  readonly timesNotFound?: string;
  readonly lastOpen?: string;
  readonly lastResolved?: string;
  readonly lastClosed?: string;
  readonly lastIgnored?: string;
  readonly history?: readonly TicketEvent[];
  /** The number of the check (QID). */
  readonly id?: string;
  readonly title?: string;
  readonly type?: string;
  readonly severity?: Severity;
  readonly standardSeverity?: string;
  readonly cve: readonly string[];
  readonly cveReferences?: readonly Reference[];
  readonly vendorReferences?: readonly Reference[];
  readonly bugtraqReferences?: readonly Reference[];
  readonly diagnosis?: string;
  readonly consequence?: string;
  readonly solution?: string;
  readonly result?: string;
  readonly resultFormat?: string;
  readonly virtualPatches?: readonly VirtualPatch[];
}
