import * as E from 'fp-ts/lib/Either.js';
import { formatAddress, parseAddress, type Address } from './address.js';
import { normalise, type AddressRange, type AddressSet } from './address-set.js';
import type { TargetFault } from './fault.js';

/** Longest target list that is read, in characters; far above what a URL or form carries. */
export const TARGET_LIST_LIMIT = 200_000;

/**
 * A parsed target list: the request's text exactly as it came (lists echo it, and programs compare it as
 * text), and the addresses it means.
 */
export interface TargetList {
  readonly text: string;
  readonly addresses: AddressSet;
}

const BLANKS = ' \t\r\n';

/** Without the blanks of a form around it; of other characters that look like none, a list has none. */
const bare = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && BLANKS.includes(text.charAt(start))) start += 1;
  while (start < end && BLANKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

const parseRange = (item: string): E.Either<TargetFault, AddressRange> => {
  const ends = item.split('-').map(bare);
  const [low = '', high = ''] = ends;
  if (ends.length !== 2 || low === '' || high === '') return E.left({ tag: 'OpenRange', text: item });
  const first = parseAddress(low);
  if (E.isLeft(first)) return first;
  const last = parseAddress(high);
  if (E.isLeft(last)) return last;
  return first.right > last.right
    ? E.left({ tag: 'ReversedRange', text: item })
    : E.right({ first: first.right, last: last.right });
};

const parseNetwork = (item: string): E.Either<TargetFault, AddressRange> => {
  const slash = item.indexOf('/');
  const length = item.slice(slash + 1);
  const base = parseAddress(item.slice(0, slash));
  if (E.isLeft(base)) return base;
  if (!/^([0-9]|[12][0-9]|3[0-2])$/.test(length)) return E.left({ tag: 'Prefix', text: item });
  const size = 2 ** (32 - Number(length));
  const first: Address = base.right - (base.right % size);
  return first === base.right
    ? E.right({ first, last: first + size - 1 })
    : E.left({ tag: 'Prefix', text: item, network: `${formatAddress(first)}/${length}` });
};

const parseItem = (item: string): E.Either<TargetFault, AddressRange> => {
  if (item.includes(':')) return E.left({ tag: 'Ipv6', text: item });
  if (item.includes('-')) return parseRange(item);
  if (item.includes('/')) return parseNetwork(item);
  return E.map((address: Address) => ({ first: address, last: address }))(parseAddress(item));
};

/**
 * Reads a target list: addresses and dash ranges, separated by commas (API v2.01, "IP address" and
 * `targetip`), and, as later releases do, networks such as `192.0.2.0/24`. Blanks around items are ignored.
 *
 * The printed `1.2.3.5.7` of the enrollment table is a misprint and is refused.
 */
export const parseTargetList = (text: string): E.Either<TargetFault, TargetList> => {
  if (text.length > TARGET_LIST_LIMIT) {
    return E.left({ tag: 'TooLong', length: text.length, limit: TARGET_LIST_LIMIT });
  }
  if (bare(text) === '') return E.left({ tag: 'Empty' });
  const ranges: AddressRange[] = [];
  for (const [index, raw] of text.split(',').entries()) {
    const item = bare(raw);
    if (item === '') return E.left({ tag: 'EmptyItem', position: index + 1 });
    const range = parseItem(item);
    if (E.isLeft(range)) return range;
    ranges.push(range.right);
  }
  return E.right({ text, addresses: normalise(ranges) });
};
