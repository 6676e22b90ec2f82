import { child, element, many, one, optional, Text } from '@openguard/codec';
import { Request } from '../response/request.js';

const ReturnedItem = element('ITEM', { key: child('KEY', Text), values: many(child('VALUE', Text)) });

const ReturnedItems = element('ITEM_LIST', { items: many(one(ReturnedItem)) });

export const SimpleResponse = element('RESPONSE', {
  datetime: optional(child('DATETIME', Text)),
  code: optional(child('CODE', Text)),
  text: child('TEXT', Text),
  items: optional(one(ReturnedItems)),
});

/** SIMPLE_RETURN: what an action of API v2 came to, or why anything else is refused, whatever was asked for. */
export const SimpleReturn = element('SIMPLE_RETURN', {
  request: optional(one(Request)),
  response: one(SimpleResponse),
});
