import { child, element, many, one, optional, Text } from '@openguard/codec';

/** USER: who a login is. */
export const User = element('USER', {
  login: child('USER_LOGIN', Text),
  firstName: optional(child('FIRST_NAME', Text)),
  lastName: optional(child('LAST_NAME', Text)),
});

export const UserList = element('USER_LIST', { users: many(one(User)) });
