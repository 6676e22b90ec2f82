import { parseTargetList, type Address, type AddressRange } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';

/** A network as one integer that an index can hold: its first address times 64, plus its prefix length. */
export type NetworkKey = number;

const LENGTHS = 64;

function* networksOfRange({ first, last }: AddressRange): Generator<NetworkKey, void, undefined> {
  let from = first;
  while (from <= last) {
    let size = 1;
    let prefix = 32;
    while (prefix > 0 && from % (size * 2) === 0 && from + size * 2 - 1 <= last) {
      size *= 2;
      prefix -= 1;
    }
    yield from * LENGTHS + prefix;
    from += size;
  }
}

/** The fewest networks that together are a target list; none when the text is no target list. */
export const networksOf = (target: string): readonly NetworkKey[] => {
  const parsed = parseTargetList(target);
  return E.isLeft(parsed) ? [] : parsed.right.addresses.flatMap((range) => [...networksOfRange(range)]);
};

/** The 33 networks that hold an address: whatever list the address is in has exactly one of them. */
export const networksAround = (address: Address): readonly NetworkKey[] =>
  Array.from({ length: 33 }, (_, prefix) => (address - (address % 2 ** (32 - prefix))) * LENGTHS + prefix);
