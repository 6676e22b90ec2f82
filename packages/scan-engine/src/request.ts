import { OpenGuardError } from '@openguard/errors';
import { difference, formatAddressSet, type AddressSet } from '@openguard/targets';
import type { EngineRequest } from './engine.js';
import { profileOf, PROFILES, type Profile } from './profile.js';

const SHOWN = 120;

const outOfScope = (addresses: AddressSet): OpenGuardError =>
  new OpenGuardError(
    'OG_ENGINE_SCOPE',
    `Outside the scope of this engine: ${formatAddressSet(addresses).slice(0, SHOWN)}. Nothing was sent.`,
  );

const unknownProfile = (name: string, profiles: readonly Profile[]): OpenGuardError =>
  new OpenGuardError(
    'OG_USAGE',
    `There is no profile "${name.slice(0, SHOWN)}"; there are ${profiles.map((profile) => profile.name).join(', ')}.`,
  );

/**
 * The profile of a request that may be made. Throws `OG_ENGINE_SCOPE` for an address outside the scope, and
 * `OG_USAGE` for a profile that there is not.
 */
export const admit = (
  { targets, profile: name }: EngineRequest,
  scope: AddressSet,
  profiles: readonly Profile[] = PROFILES,
): Profile => {
  const outside = difference(targets, scope);
  if (outside.length > 0) throw outOfScope(outside);
  const profile = profileOf(name, profiles);
  if (profile === undefined) throw unknownProfile(name, profiles);
  return profile;
};

/** The error of a scan that was stopped by its signal. */
export const cancelled = (): OpenGuardError =>
  new OpenGuardError('OG_SCAN_CANCELLED', 'The scan was stopped; hosts that were done are complete.');
