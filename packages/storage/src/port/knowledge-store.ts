import type {
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
   * Every vulnerability of some products (part, vendor and product of a CPE name), in any version: those that are
   * exploited first, then the likeliest, then by name.
   */
  readonly vulnerabilitiesOf: (products: readonly string[]) => Promise<readonly RatedVulnerability[]>;
  readonly countKnowledge: () => Promise<KnowledgeCount>;
}
