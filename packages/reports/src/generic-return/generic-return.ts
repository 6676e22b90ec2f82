import { attribute, content, element, one, optional, Text } from '@openguard/codec';

/** API: which function was called, by whom, when. */
export const Api = element('API', {
  name: optional(attribute('name', Text)),
  username: optional(attribute('username', Text)),
  at: optional(attribute('at', Text)),
});

/** RETURN: what it came to; `@status` is SUCCESS, FAILED or WARNING. */
export const Return = element('RETURN', {
  status: attribute('status', Text),
  number: optional(attribute('number', Text)),
  text: content(Text),
});

/** GENERIC_RETURN: the answer of an action, and of whatever fails before a report begins. */
export const GenericReturn = element('GENERIC_RETURN', {
  api: optional(one(Api)),
  result: one(Return),
});
