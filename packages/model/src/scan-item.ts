import type { Finding, Reference } from './finding.js';
import type { Notice } from './notice.js';

interface Noticed {
  /** What stands in or just before this item and is not known to the model. */
  readonly notices?: readonly Notice[];
}

/** HEADER of a scan report, wherever it stands: first in 2001, last in live replies of 2010. */
export interface HeaderItem extends Noticed {
  readonly kind: 'header';
  /** `SCAN@value`, such as `scan/993593085.18806`; `None` when nothing was kept. */
  readonly ref: string;
  readonly date?: string;
  readonly target?: string;
  readonly title?: string;
  /** Every KEY by its `@value`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly optionProfile?: { readonly title: string; readonly default?: string };
  readonly assetGroups?: readonly string[];
}

/** The start of one host; its findings follow. */
export interface HostItem extends Noticed {
  readonly kind: 'host';
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

/** One finding, with the host that it stands under. */
export interface FindingItem extends Finding, FindingDetails, Noticed {
  readonly kind: 'finding';
  readonly ip: string;
  /** `@cveid` as it stands, where it says something other than `cve`. */
  readonly cveid?: string;
  /** `CAT@misc` where it says something other than `over ssl`. */
  readonly misc?: string;
}

/** An ERROR of the API; it may stand beside a HEADER. */
export interface RefusedItem extends Noticed {
  readonly kind: 'refused';
  readonly number?: number;
  readonly text: string;
}

/** A SCAN_REPORT of a SCAN_REPORT_LIST. `target` echoes the request that was scanned. */
export interface ReportItem extends Noticed {
  readonly kind: 'report';
  readonly ref: string;
  readonly date: string;
  readonly target: string;
  readonly status?: string;
}

/** A GENERIC_RETURN: what an action came to. */
export interface ReturnItem extends Noticed {
  readonly kind: 'return';
  readonly status: string;
  readonly number?: number;
  readonly text: string;
  /** The function that was called, by whom and when, as the document says. */
  readonly api?: string;
  readonly username?: string;
  readonly at?: string;
}

/** The attributes of a SCAN_REPORT_LIST. */
export interface ReportListRange {
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  readonly withTarget?: string;
}

/**
 * The document is proven complete. `notices` holds everything that the model does not know; past a bound,
 * further texts stand in the items themselves and are counted here by path.
 */
export interface EndItem {
  readonly kind: 'end';
  readonly hosts: number;
  readonly findings: number;
  /** Of a SCAN_REPORT_LIST: how many reports, for whom, from when to when. */
  readonly reports?: number;
  readonly list?: ReportListRange;
  /** Of a SCAN without HEADER: its `@value`. */
  readonly ref?: string;
  readonly notices: readonly Notice[];
}

/** Items of a SCAN document, in its order. */
export type ScanItem = HeaderItem | HostItem | FindingItem | RefusedItem | EndItem;

/** Items of any document that is known here. */
export type DocumentItem = ScanItem | ReportItem | ReturnItem;
