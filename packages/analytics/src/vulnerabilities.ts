import { parseAddress } from '@openguard/targets';
import type { FindingItem } from '@openguard/model';

const addressOf = (ip: string): number => {
  const parsed = parseAddress(ip);
  return parsed._tag === 'Right' ? parsed.right : Number.MAX_SAFE_INTEGER;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Vulnerabilities in the order in which someone should look at them: the worst first, then by host, port and
 * id, so that the same report always gives the same list.
 */
export const worstFirst = <
  F extends Pick<FindingItem, 'ip' | 'port' | 'id'> & { readonly severity?: number },
>(
  vulnerabilities: readonly F[],
): readonly F[] =>
  [...vulnerabilities].sort(
    (a, b) =>
      (b.severity ?? 0) - (a.severity ?? 0) ||
      addressOf(a.ip) - addressOf(b.ip) ||
      compareText(a.ip, b.ip) ||
      (a.port ?? 0) - (b.port ?? 0) ||
      compareText(a.id, b.id),
  );
