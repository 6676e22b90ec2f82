import type { Noticed } from './notice.js';

/** OPTION_PROFILE: the profile that a scan or map ran with. */
export interface OptionProfileItem {
  readonly title: string;
  readonly default?: string;
}

/** NETBLOCK: addresses that whoever asked for a map named beside a domain. */
export interface NetblockItem {
  readonly ranges: readonly { readonly start: string; readonly end: string }[];
}

/**
 * HEADER of a scan report or map, wherever it stands: first in 2001, last in live replies of 2010. A map that
 * has none, or has it after its hosts, tells its `ref` in a header of its own before them.
 */
export interface HeaderItem extends Noticed {
  readonly kind: 'header';
  /** `SCAN@value` or `MAP@value`, such as `scan/993593085.18806`; `None` when nothing was kept. */
  readonly ref: string;
  readonly date?: string;
  readonly target?: string;
  readonly title?: string;
  /** Every KEY by its `@value`. */
  readonly keys: Readonly<Record<string, string>>;
  readonly optionProfile?: OptionProfileItem;
  readonly assetGroups?: readonly string[];
  /** USER_ENTERED_DOMAINS of a map. */
  readonly domains?: readonly string[];
  readonly netblocks?: readonly NetblockItem[];
}
