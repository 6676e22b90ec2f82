import { OpenGuardError } from '@openguard/errors';
import { contains, formatAddress, formatAddressSet, type Address, type AddressSet } from '@openguard/targets';

/** What is said when nmap leaves out addresses that it was asked about. */
export const silentAbout = (addresses: AddressSet): OpenGuardError =>
  new OpenGuardError('OG_ENGINE_OUTPUT', `nmap says nothing about ${formatAddressSet(addresses)}.`);

/**
 * Throws `OG_ENGINE_OUTPUT` for an address that nmap was not asked about: it may lie outside of everything that may be
 * looked at, and is neither scanned nor told.
 */
export const refuseStranger = (asked: AddressSet, address: Address): void => {
  if (contains(asked, address)) return;
  throw new OpenGuardError(
    'OG_ENGINE_OUTPUT',
    `nmap tells of ${formatAddress(address)}, which it was not asked about.`,
  );
};
