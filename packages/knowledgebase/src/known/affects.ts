import type { AffectedVersions, KnownVulnerability } from '@openguard/model';
import { upstreamVersion, withoutUpdate, type ProductVersion } from './cpe.js';
import { compareVersions } from './version-order.js';

/** Whether two versions are one, or the first an update of the second, which names none. */
const isSameOrUpdate = (version: string, exact: string): boolean =>
  compareVersions(version, exact) === 0 || compareVersions(withoutUpdate(version), exact) === 0;

/** A bound that names no update takes in all updates of its version. */
const isUpTo = (version: string, bound: string): boolean =>
  compareVersions(version, bound) <= 0 ||
  (withoutUpdate(bound) === bound && compareVersions(withoutUpdate(version), bound) <= 0);

/** Whether a text is a pattern's, in which `*` stands for anything and `?` for one character; never slower than both together. */
const isLike = (version: string, like: string): boolean => {
  const [text, pattern] = [version.toLowerCase(), like.toLowerCase()];
  let [at, place] = [0, 0];
  let star: readonly [at: number, place: number] | undefined;
  while (at < text.length) {
    const sign = pattern[place];
    if (sign === '*') star = [at, place++];
    else if (sign !== undefined && (sign === '?' || sign === text[at])) [at, place] = [at + 1, place + 1];
    else if (star === undefined) return false;
    else {
      star = [star[0] + 1, star[1]];
      [at, place] = [star[0], star[1] + 1];
    }
  }
  return /^\**$/.test(pattern.slice(place));
};

type Version = Pick<ProductVersion, 'version' | 'someUpdate'>;

const isWithin = (range: AffectedVersions, version: string, someUpdate: boolean): boolean => {
  const { version: exact, like, noUpdate, from, after, to, before } = range;
  if (exact !== undefined) {
    const own = upstreamVersion(exact);
    if (noUpdate === true) return !someUpdate && compareVersions(version, own) === 0;
    return isSameOrUpdate(version, own);
  }
  return (
    (like === undefined || isLike(version, like)) &&
    (from === undefined || compareVersions(version, upstreamVersion(from)) >= 0) &&
    (after === undefined || compareVersions(version, upstreamVersion(after)) > 0) &&
    (to === undefined || isUpTo(version, upstreamVersion(to))) &&
    (before === undefined || compareVersions(version, upstreamVersion(before)) < 0)
  );
};

/**
 * Whether a version is among those that are affected, by their published ranges. A product without a version matches
 * nothing: that it may be affected could be said of everything.
 */
export const isAmong = (affected: readonly AffectedVersions[], { version, someUpdate }: Version): boolean => {
  if (version === undefined) return false;
  const upstream = upstreamVersion(version);
  return affected.some((range) => isWithin(range, upstream, someUpdate === true));
};

/** Whether a vulnerability concerns a version of a product. */
export const affects = ({ affected }: Pick<KnownVulnerability, 'affected'>, name: ProductVersion): boolean =>
  isAmong(
    affected.filter(({ product }) => product === name.product),
    name,
  );
