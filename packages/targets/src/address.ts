import * as E from 'fp-ts/lib/Either.js';
import type { TargetFault } from './fault.js';

/** An IPv4 address as an unsigned 32-bit integer: 127.0.0.1 is 2130706433. */
export type Address = number;

const OCTET = /^(0|[1-9][0-9]{0,2})$/;

/**
 * Reads one dotted-quad IPv4 address (API v2.01, "IP address").
 *
 * Refuses what is easily misread: a fifth octet, an octet with a leading zero (octal to some programs),
 * numbers above 255, and IPv6.
 */
export const parseAddress = (text: string): E.Either<TargetFault, Address> => {
  if (text.includes(':')) return E.left({ tag: 'Ipv6', text });
  const octets = text.split('.');
  if (octets.length !== 4) return E.left({ tag: 'NotAnAddress', text, reason: 'octets' });
  let address = 0;
  for (const octet of octets) {
    if (!OCTET.test(octet)) return E.left({ tag: 'NotAnAddress', text, reason: 'digits' });
    const value = Number(octet);
    if (value > 255) return E.left({ tag: 'NotAnAddress', text, reason: 'above-255' });
    address = address * 256 + value;
  }
  return E.right(address);
};

/** Writes an address as a dotted quad. */
export const formatAddress = (address: Address): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
