import { formatAddress, type Address } from './address.js';

/** Addresses from `first` to `last`, both included. */
export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

/** A set of addresses: disjoint ranges, ascending, never touching one another. */
export type AddressSet = readonly AddressRange[];

/** Any ranges as a set: sorted, overlaps and neighbours joined. */
export const normalise = (ranges: readonly AddressRange[]): AddressSet => {
  const sorted = [...ranges].sort((a, b) => a.first - b.first);
  const joined: AddressRange[] = [];
  for (const range of sorted) {
    const previous = joined.at(-1);
    if (previous !== undefined && range.first <= previous.last + 1) {
      joined[joined.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
    } else {
      joined.push(range);
    }
  }
  return joined;
};

/** Single addresses, in any order, as a set. */
export const setOf = (addresses: Iterable<Address>): AddressSet =>
  normalise(Array.from(addresses, (address) => ({ first: address, last: address })));

/** Addresses in either set. */
export const union = (a: AddressSet, b: AddressSet): AddressSet => normalise([...a, ...b]);

/** Addresses in both sets. */
export const intersection = (a: AddressSet, b: AddressSet): AddressSet => {
  const common: AddressRange[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const first = Math.max(left.first, right.first);
    const last = Math.min(left.last, right.last);
    if (first <= last) common.push({ first, last });
    if (left.last < right.last) i += 1;
    else j += 1;
  }
};

/** Addresses of `a` that are not in `b`. */
export const difference = (a: AddressSet, b: AddressSet): AddressSet => {
  const rest: AddressRange[] = [];
  for (const range of a) {
    let from = range.first;
    for (const hole of b) {
      if (hole.last < from || hole.first > range.last) continue;
      if (hole.first > from) rest.push({ first: from, last: hole.first - 1 });
      from = hole.last + 1;
    }
    if (from <= range.last) rest.push({ first: from, last: range.last });
  }
  return rest;
};

/** Whether every address of `inner` is in `outer`: the rule of ownership. */
export const isSubset = (inner: AddressSet, outer: AddressSet): boolean =>
  difference(inner, outer).length === 0;

/** Whether one address is in the set. */
export const contains = (set: AddressSet, address: Address): boolean =>
  set.some((range) => range.first <= address && address <= range.last);

/** How many addresses a set holds. */
export const size = (set: AddressSet): number =>
  set.reduce((sum, range) => sum + (range.last - range.first + 1), 0);

/** The addresses of a set in ascending order, one at a time: a set may hold billions. */
export function* addressesOf(set: AddressSet): Generator<Address, void, undefined> {
  for (const range of set) {
    for (let address = range.first; address <= range.last; address += 1) yield address;
  }
}

/** A set cut into pieces of at most `limit` addresses, in order. */
export function* batchesOf(set: AddressSet, limit: number): Generator<AddressSet, void, undefined> {
  let batch: AddressRange[] = [];
  let room = limit;
  for (const range of set) {
    let from = range.first;
    while (from <= range.last) {
      const last = Math.min(range.last, from + room - 1);
      batch.push({ first: from, last });
      room -= last - from + 1;
      from = last + 1;
      if (room === 0) {
        yield batch;
        batch = [];
        room = limit;
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** The shortest target list that means this set; empty text for the empty set. */
export const formatAddressSet = (set: AddressSet): string =>
  set
    .map(({ first, last }) =>
      first === last ? formatAddress(first) : `${formatAddress(first)}-${formatAddress(last)}`,
    )
    .join(',');

/** 127.0.0.0/8: the addresses that never leave this machine. */
export const LOOPBACK: AddressSet = [{ first: 0x7f000000, last: 0x7fffffff }];
