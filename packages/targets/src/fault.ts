/** What is wrong with a target list. Tagged data; {@link describeTargetFault} words it. */
export type TargetFault =
  | { readonly tag: 'Empty' }
  | { readonly tag: 'EmptyItem'; readonly position: number }
  | { readonly tag: 'TooLong'; readonly length: number; readonly limit: number }
  | { readonly tag: 'Ipv6'; readonly text: string }
  | {
      readonly tag: 'NotAnAddress';
      readonly text: string;
      readonly reason: 'octets' | 'digits' | 'above-255';
    }
  | { readonly tag: 'OpenRange'; readonly text: string }
  | { readonly tag: 'ReversedRange'; readonly text: string }
  | { readonly tag: 'Prefix'; readonly text: string; readonly network?: string };

const SHOWN = 60;

const quoted = (text: string): string => {
  const printable = text.replace(/[^\x20-\x7e]/g, '?');
  return `"${printable.length > SHOWN ? `${printable.slice(0, SHOWN)}…` : printable}"`;
};

const addressReason = {
  octets: 'an address has four numbers, such as 192.0.2.1',
  digits: 'an address is four decimal numbers without leading zeros, such as 192.0.2.1',
  'above-255': 'each number of an address is at most 255',
} as const;

/** One line that says what is wrong, where, and what to write instead. */
export const describeTargetFault = (fault: TargetFault): string => {
  switch (fault.tag) {
    case 'Empty':
      return 'the target list is empty; give addresses and ranges such as 192.0.2.1,192.0.2.4-192.0.2.9';
    case 'EmptyItem':
      return `item ${fault.position} of the target list is empty; separate addresses by single commas`;
    case 'TooLong':
      return `the target list has ${fault.length} characters, at most ${fault.limit} are read; use ranges`;
    case 'Ipv6':
      return `${quoted(fault.text)} looks like IPv6; this API knows IPv4 addresses only`;
    case 'NotAnAddress':
      return `${quoted(fault.text)} is not an address: ${addressReason[fault.reason]}`;
    case 'OpenRange':
      return `${quoted(fault.text)} is not a range: write both ends in full, such as 192.0.2.4-192.0.2.9`;
    case 'ReversedRange':
      return `${quoted(fault.text)} runs backwards: write the lower address first`;
    case 'Prefix':
      return fault.network === undefined
        ? `${quoted(fault.text)} is not a network: a prefix length is a number from 0 to 32`
        : `${quoted(fault.text)} names a host inside a network; write ${fault.network}, or the address alone`;
  }
};
