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
  /**
   * Adds vulnerabilities, in place of what was known of each, unless that was modified later; one that affects nothing is
   * forgotten but for its date. Resolves to how many were left aside for what is later, also among those given.
   */
  readonly putVulnerabilities: (known: readonly KnownVulnerability[]) => Promise<number>;
  /**
   * Puts a whole catalogue in the place of the one that there is: what it lacks is exploited no more. Unless that is of a
   * later date (milliseconds since 1970): then nothing changes, and it resolves to this date.
   */
  readonly replaceExploited: (
    exploited: readonly ExploitedVulnerability[],
    datedAt: number,
  ) => Promise<number | undefined>;
  /** The same with the table of forecasts. */
  readonly replaceForecasts: (
    forecasts: readonly ForecastVulnerability[],
    datedAt: number,
  ) => Promise<number | undefined>;
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
