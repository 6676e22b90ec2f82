import type { AffectedVersions, KnownVulnerability } from '@openguard/model';
import { upstreamVersion, type ProductVersion } from './cpe.js';
import { compareVersions } from './version-order.js';

const isWithin = ({ version: exact, from, after, to, before }: AffectedVersions, version: string): boolean =>
  exact === undefined
    ? (from === undefined || compareVersions(version, from) >= 0) &&
      (after === undefined || compareVersions(version, after) > 0) &&
      (to === undefined || compareVersions(version, to) <= 0) &&
      (before === undefined || compareVersions(version, before) < 0)
    : compareVersions(version, exact) === 0;

/**
 * Whether a version is among those that are affected, by their published ranges. A product without a version matches
 * nothing: that it may be affected could be said of everything.
 */
export const isAmong = (
  affected: readonly AffectedVersions[],
  { version }: Pick<ProductVersion, 'version'>,
): boolean => {
  if (version === undefined) return false;
  const upstream = upstreamVersion(version);
  return affected.some((range) => isWithin(range, upstream));
};

/** Whether a vulnerability concerns a version of a product. */
export const affects = ({ affected }: Pick<KnownVulnerability, 'affected'>, name: ProductVersion): boolean =>
  isAmong(
    affected.filter(({ product }) => product === name.product),
    name,
  );
