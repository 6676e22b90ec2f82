import { attribute, child, content, element, many, one, optional, Text } from '@openguard/codec';

const level = {
  serviceLevel: optional(child('SERVICE_LEVEL', Text)),
  // Appendix J declares this name and uses the other.
  declaredLevel: optional(child('SERVICELEVEL', Text)),
};

/** USERINFO: the account that was made; the password is there when it was asked for. */
export const UserInfo = element('USERINFO', {
  username: child('USERNAME', Text),
  ...level,
  password: optional(child('PASSWORD', Text)),
});

/** FIELD: a field of the form that is at fault. */
export const Field = element('FIELD', {
  name: attribute('name', Text),
  error: attribute('error_type', Text),
  text: content(Text),
});

/** SUMMARY: what is wrong with all fields together, in words. */
export const Summary = element('SUMMARY', { text: content(Text) });

/** ERROR of a REGISTRATION: fields and a summary, where every other function has text. `@number` is an extension. */
export const RegistrationError = element('ERROR', {
  number: optional(attribute('number', Text)),
  fields: many(one(Field)),
  summary: one(Summary),
});

/** REGISTRATION: a new account, or what is wrong with the form (Appendix J). */
export const Registration = element('REGISTRATION', {
  account: optional(one(UserInfo)),
  error: optional(one(RegistrationError)),
});

export const RegistrationErrorStart = element('ERROR', { number: optional(attribute('number', Text)) });
