/**
 * What a service that keeps the state of hosts between scans says of a host besides. Dates and other texts as they
 * stand.
 */
export interface KnownHost {
  /** The service's own number of the host. */
  readonly hostId?: number;
  readonly ipv6?: string;
  /** How the host is known again: `IP`, `DNS`, `NETBIOS`, or others of later releases. */
  readonly trackingMethod?: string;
  readonly dns?: string;
  readonly qgHostId?: string;
  readonly networkId?: string;
  readonly lastScan?: string;
  readonly lastVulnerabilityScan?: string;
  readonly lastComplianceScan?: string;
  readonly lastVmScan?: string;
  readonly lastVmScanSeconds?: string;
  readonly owner?: string;
  readonly comments?: string;
  readonly userDefined?: Readonly<Record<string, string>>;
  readonly assetGroups?: readonly string[];
  readonly assetGroupIds?: string;
  readonly businessUnits?: readonly string[];
  readonly users?: readonly string[];
  /** 1 to 5. */
  readonly securityRisk?: string;
  readonly vulnerabilities?: string;
}
