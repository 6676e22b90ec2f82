import type { Address } from '@openguard/targets';
import { LAST_ADDRESS } from './host-pages.js';

/** Findings that a host may have in its history. */
export const NUMBERS = 2 ** 20;

/**
 * Where a finding is kept in its account: its host's address times 2^20, plus its number on that host, as one integer
 * that an index can hold.
 */
export const placeOf = (address: Address, number: number): number => address * NUMBERS + number;

/** The address of a place. */
export const addressAt = (place: number): Address => Math.floor(place / NUMBERS);

/** The number of a place on its host. */
export const numberAt = (place: number): number => place % NUMBERS;

/** The first and the last place of hosts from one address to another. */
export const placesBetween = (
  first: Address = 0,
  last: Address = LAST_ADDRESS,
): { readonly from: number; readonly to: number } => ({
  from: placeOf(first, 0),
  to: placeOf(last, NUMBERS - 1),
});

/** Whether a host may have no further finding. */
export const isFull = (numbers: number): boolean => numbers >= NUMBERS;

/** The places that the findings of a host have, of which so many have a number. */
export const placesOn = (address: Address, numbers: number): readonly number[] =>
  Array.from({ length: numbers }, (_, number) => placeOf(address, number));
