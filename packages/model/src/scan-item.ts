import type { EndItem } from './end-item.js';
import type { Finding, Reference } from './finding.js';
import type { HeaderItem } from './header-item.js';
import type { KnownHost } from './known-host.js';
import type { Noticed } from './notice.js';
import type { RefusedItem } from './outcome-item.js';
import type { TrackedFinding } from './tracked-finding.js';

/** The start of one host; its findings follow. */
export interface HostItem extends KnownHost, Noticed {
  readonly kind: 'host';
  /** Empty where a list of later releases knows a host by its number alone. */
  readonly ip: string;
  readonly name?: string;
  /** `Finish` or `down` in live replies of 2010; absent in 2001. */
  readonly status?: string;
  readonly os?: string;
  readonly osCpe?: string;
  readonly netbios?: string;
}

/** What documents of 2010 and later add to a finding. Texts as they stand. */
export interface FindingDetails {
  readonly standardSeverity?: string;
  readonly lastUpdate?: string;
  readonly cvssBase?: string;
  readonly cvssBaseSource?: string;
  readonly cvssTemporal?: string;
  readonly cvss3Base?: string;
  readonly cvss3Temporal?: string;
  readonly pciFlag?: string;
  readonly vendorReferences?: readonly Reference[];
  readonly cveReferences?: readonly Reference[];
  readonly bugtraqReferences?: readonly Reference[];
  readonly compliance?: readonly ComplianceItem[];
  readonly exploits?: readonly Exploit[];
  readonly malware?: readonly Malware[];
}

/** COMPLIANCE_INFO: a section of a standard that asks for this finding to be mended. */
export interface ComplianceItem {
  readonly type?: string;
  readonly section?: string;
  readonly description?: string;
}

/** EXPLT: a public exploit for this finding, and who lists it. */
export interface Exploit {
  readonly source: string;
  readonly reference?: string;
  readonly description?: string;
  readonly link?: string;
}

/** MW_INFO: malware that uses this finding, and who lists it. */
export interface Malware {
  readonly source: string;
  readonly id?: string;
  readonly type?: string;
  readonly platform?: string;
  readonly alias?: string;
  readonly rating?: string;
  readonly link?: string;
}

/** A RESULT taken apart: rows of cells under a header, which may be empty. */
export interface ResultTable {
  /** Whether the cells are those of the report; else they are a guess, since blanks part them and stand in them. */
  readonly exact: boolean;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * One finding, with the host that it stands under. A list of detections tells no titles, categories and CVEs, which
 * are empty then: they stand in a knowledge base.
 */
export interface FindingItem extends Finding, FindingDetails, TrackedFinding, Noticed {
  readonly kind: 'finding';
  readonly ip: string;
  /** `@cveid` as it stands, where it says something other than `cve`. */
  readonly cveid?: string;
  /** `CAT@misc` where it says something other than `over ssl`. */
  readonly misc?: string;
  /** `result` taken apart, where it is a table and the reader was asked to. */
  readonly table?: ResultTable;
}

/** Items of a SCAN document, in its order. */
export type ScanItem = HeaderItem | HostItem | FindingItem | RefusedItem | EndItem;
