import {
  attribute,
  child,
  content,
  element,
  many,
  one,
  optional,
  Text,
  type Meaning,
} from '@openguard/codec';

/** KEY: one fact about the scan or map, named by `@value` (Appendix B; further names in later releases). */
export const Key = element('KEY', {
  name: optional(attribute('value', Text)),
  text: content(Text),
});

export const AssetGroup = element('ASSET_GROUP', { title: child('ASSET_GROUP_TITLE', Text) });

export const AssetGroups = element('ASSET_GROUPS', { groups: many(one(AssetGroup)) });

export const OptionProfileTitle = element('OPTION_PROFILE_TITLE', {
  default: optional(attribute('option_profile_default', Text)),
  text: content(Text),
});

export const OptionProfile = element('OPTION_PROFILE', { title: one(OptionProfileTitle) });

/** What ran: asset groups and the option profile came after 2001. */
export const circumstances = {
  assetGroups: optional(one(AssetGroups)),
  optionProfile: optional(one(OptionProfile)),
};

/** What {@link circumstances} mean. */
export type Circumstances = Meaning<typeof circumstances>;

/** HEADER of SCAN: what was scanned, when, by whom. */
export const Header = element('HEADER', { keys: many(one(Key)), ...circumstances });

export const Range = element('RANGE', { start: child('START', Text), end: child('END', Text) });

export const Netblock = element('NETBLOCK', { ranges: many(one(Range)) });

/** USER_ENTERED_DOMAINS: what the map was asked for. */
export const UserEnteredDomains = element('USER_ENTERED_DOMAINS', {
  domains: many(child('DOMAIN', Text)),
  netblocks: many(one(Netblock)),
});

/** HEADER of MAP, which came after 2001. */
export const MapHeader = element('HEADER', {
  keys: many(one(Key)),
  assetGroups: circumstances.assetGroups,
  userEntered: optional(one(UserEnteredDomains)),
  optionProfile: circumstances.optionProfile,
});
