import { attribute, child, content, element, many, one, optional, Text } from '@openguard/codec';

/** KEY: one fact about the scan, named by `@value` (Appendix B; further names in later releases). */
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

/** HEADER: what was scanned, when, by whom. Asset groups and the option profile came after 2001. */
export const Header = element('HEADER', {
  keys: many(one(Key)),
  assetGroups: optional(one(AssetGroups)),
  optionProfile: optional(one(OptionProfile)),
});
