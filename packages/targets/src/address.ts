import * as E from 'fp-ts/lib/Either.js';
import type { TargetFault } from './fault.js';

/** An IPv4 address as an unsigned 32-bit integer: 127.0.0.1 is 2130706433. */
export type Address = number;

const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Longest address in characters: 255.255.255.255. */
const LONGEST = 15;

/** Says why a text that is no address is none. */
const faultOf = (text: string): TargetFault => {
  if (text.includes(':')) return { tag: 'Ipv6', text };
  const octets = text.split('.');
  if (octets.length !== 4) return { tag: 'NotAnAddress', text, reason: 'octets' };
  const wrong = octets.find((octet) => !/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) ?? '';
  return { tag: 'NotAnAddress', text, reason: /^[1-9][0-9]{2}$/.test(wrong) ? 'above-255' : 'digits' };
};

/**
 * Reads one dotted-quad IPv4 address (API v2.01, "IP address").
 *
 * Refuses what is easily misread: a fifth octet, an octet with a leading zero (octal to some programs),
 * numbers above 255, and IPv6.
 */
export const parseAddress = (text: string): E.Either<TargetFault, Address> => {
  let address = 0;
  let octets = 0;
  let octet = -1;
  // One pass without pieces: forms of enrollment and target lists hold addresses by the thousand.
  for (let i = 0; i <= text.length && text.length <= LONGEST; i += 1) {
    const code = i === text.length ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (octet === -1 || octet > 255) break;
      address = address * 256 + octet;
      octets += 1;
      octet = -1;
      if (i === text.length && octets === 4) return E.right(address);
    } else {
      if (code < ZERO || code > NINE || octet === 0) break;
      octet = (octet === -1 ? 0 : octet * 10) + code - ZERO;
    }
  }
  return E.left(faultOf(text));
};

/** Writes an address as a dotted quad. */
export const formatAddress = (address: Address): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
