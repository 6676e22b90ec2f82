import type { KeptMap } from '@openguard/model';
import type { MapTarget } from '@openguard/protocol';
import { parseTargetList } from '@openguard/targets';

/** A target as text: a domain, a domain with a netblock after a colon, or `none` with one. */
export const mapTargetText = ({ domain = 'none', netblock }: MapTarget): string =>
  netblock === undefined ? domain : `${domain}:${netblock.text}`;

/** The target that a map is of, back from its text. */
export const mapTargetOf = ({ target, domain }: Pick<KeptMap, 'target' | 'domain'>): MapTarget => {
  const colon = target.indexOf(':');
  const netblock = colon === -1 ? undefined : parseTargetList(target.slice(colon + 1));
  return {
    ...(domain === '' ? {} : { domain }),
    ...(netblock?._tag === 'Right' ? { netblock: netblock.right } : {}),
  };
};
