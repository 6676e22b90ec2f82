import { LOOPBACK, parseAddress, union, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { networkInterfaces } from 'node:os';

/** Where our own server listens. */
export interface Listener {
  readonly address: string;
  readonly port: number;
}

const single = (text: string): AddressSet => {
  const address = parseAddress(text);
  return E.isRight(address) ? [{ first: address.right, last: address.right }] : [];
};

const ofThisHost = (): AddressSet =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => single(address))
    .reduce(union, LOOPBACK);

/**
 * The addresses at which our own server can be met: the one that it listens at, or every one of this host
 * when it listens at all of them or under a name.
 */
export const ownAddresses = ({ address }: Listener): AddressSet => {
  const one = single(address);
  return one.length === 0 || address === '0.0.0.0' ? ofThisHost() : one;
};
