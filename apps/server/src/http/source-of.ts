import { isIPv6 } from 'node:net';

/** The first four of the eight groups of an IPv6 address. */
const network = (address: string): string => {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before.slice(0, 4).join(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
};

/**
 * Who is meant by an address, where callers are counted: itself, or the /64 network of an IPv6 address, all of
 * which belongs to one subscriber. IPv4 as IPv6 sockets write it is IPv4.
 */
export const sourceOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=[0-9]+\.)/i, '').replace(/%.*$/, '');
  return isIPv6(plain) ? `${network(plain.toLowerCase())}::/64` : plain;
};
