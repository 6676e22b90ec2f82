import type { RatedVulnerability } from '@openguard/model';

/** A vulnerability that is published for a version, and the product and version that it was found by. */
export interface KnownMatch {
  readonly cpe: string;
  readonly vulnerability: RatedVulnerability;
}

/** What is published for products, by their CPE names with versions: the most urgent first. */
export type KnownLookup = (cpes: readonly string[]) => Promise<readonly KnownMatch[]>;
