import { REFUSALS, type Refused } from '@openguard/protocol';

const isAsked = (option: string | undefined): option is string =>
  option !== undefined && option !== '' && option !== 'null';

/** The profile that an option asks for: the first one when it asks for none, as the word null does, too. */
export const profileFor = (
  option: string | undefined,
  profiles: readonly string[],
): { readonly profile: string } | Refused => {
  if (!isAsked(option)) return { profile: profiles[0] ?? '' };
  if (profiles.includes(option)) return { profile: option };
  const text = `Invalid option profile ${JSON.stringify(option.slice(0, 60))}; this server has: ${profiles.join(', ')}.`;
  return { number: REFUSALS.unknownOption, text };
};
