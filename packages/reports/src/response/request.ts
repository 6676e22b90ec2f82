import { child, element, many, one, optional, Text } from '@openguard/codec';
import { entry } from '../record-table.js';

const Param = element('PARAM', { key: child('KEY', Text), value: child('VALUE', Text) });

const ParamList = element('PARAM_LIST', { params: many(one(Param)) });

/** REQUEST: what was asked for, where `echo_request=1` wants it repeated. */
export const Request = element('REQUEST', {
  at: optional(child('DATETIME', Text)),
  user: optional(child('USER_LOGIN', Text)),
  resource: optional(child('RESOURCE', Text)),
  parameters: optional(one(ParamList)),
  postData: optional(child('POST_DATA', Text)),
});

export const readRequest = entry(Request, ({ parameters, ...request }) => ({
  kind: 'request',
  ...request,
  parameters: parameters?.params ?? [],
}));
