import { BlockList, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Networks that are nobody's or that only some can reach (IANA's registries of special addresses). */
const special = new BlockList();
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
for (const [network, length] of SPECIAL_V4) special.addSubnet(network, length);

const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const unusual = new BlockList();
// Tunnels lead to IPv4 addresses that nobody has looked at.
for (const [network, length] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  unusual.addSubnet(network, length, 'ipv6');

/** Whether an address, IPv4 or IPv6, is one of this machine's own. */
export const isLoopback = (address: string): boolean =>
  loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whether an address is one that all the world reaches. */
export const isPublic = (address: string): boolean =>
  isIPv6(address)
    ? global.check(address, 'ipv6') && !unusual.check(address, 'ipv6')
    : !special.check(address, 'ipv4');
