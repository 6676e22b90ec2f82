import type {
  AffectedVersions,
  ExploitedVulnerability,
  ForecastVulnerability,
  KnownVulnerability,
  RatedVulnerability,
} from '@openguard/model';

/** How much is known. */
export interface KnowledgeCount {
  readonly vulnerabilities: number;
  readonly exploited: number;
  readonly forecasts: number;
}

/**
 * What the public knows of vulnerabilities, as it was imported. It belongs to no account, and is no part of a backup:
 * whoever needs it again imports it again.
 */
export interface KnowledgeStore {
  /** Adds vulnerabilities, in place of what was known of each; one that affects nothing is forgotten. */
  readonly putVulnerabilities: (known: readonly KnownVulnerability[]) => Promise<void>;
  readonly putExploited: (exploited: readonly ExploitedVulnerability[]) => Promise<void>;
  readonly putForecasts: (forecasts: readonly ForecastVulnerability[]) => Promise<void>;
  /**
   * The vulnerabilities of some products (part, vendor and product of a CPE name) whose versions `concern` says yes to:
   * those that are exploited first, then the likeliest, then by name. `concern` is asked of each with what it says of
   * one of the products; most are told apart so without being read.
   */
  readonly vulnerabilitiesOf: (
    products: readonly string[],
    concern: (product: string, versions: readonly AffectedVersions[]) => boolean,
  ) => Promise<readonly RatedVulnerability[]>;
  readonly countKnowledge: () => Promise<KnowledgeCount>;
}
