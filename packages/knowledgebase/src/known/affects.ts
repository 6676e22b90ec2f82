import type { AffectedProduct, KnownVulnerability } from '@openguard/model';
import { upstreamVersion, type ProductVersion } from './cpe.js';
import { compareVersions } from './version-order.js';

const isWithin = ({ version: exact, from, after, to, before }: AffectedProduct, version: string): boolean =>
  exact === undefined
    ? (from === undefined || compareVersions(version, from) >= 0) &&
      (after === undefined || compareVersions(version, after) > 0) &&
      (to === undefined || compareVersions(version, to) <= 0) &&
      (before === undefined || compareVersions(version, before) < 0)
    : compareVersions(version, exact) === 0;

/**
 * Whether a vulnerability concerns a version of a product, by its published ranges. A product without a version
 * matches nothing: that it may be affected could be said of everything.
 */
export const affects = ({ affected }: KnownVulnerability, { product, version }: ProductVersion): boolean => {
  if (version === undefined) return false;
  const upstream = upstreamVersion(version);
  return affected.some((range) => range.product === product && isWithin(range, upstream));
};
