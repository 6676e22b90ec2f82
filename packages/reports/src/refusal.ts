import { attribute, content, element, optional, Text } from '@openguard/codec';

/**
 * ERROR, the API's own refusal (Appendix A). `@number` is an extension of later releases; without it no
 * program could tell refusals apart.
 */
export const Refusal = element('ERROR', {
  number: optional(attribute('number', Text)),
  text: content(Text),
});
