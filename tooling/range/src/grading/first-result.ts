import type { Told } from './told.js';

/**
 * What `standard` told of the set-aside weaknesses of one range on 2026-11-22, when no rule had been written for them
 * and nobody who writes rules knew what they are: nothing. It is published as it was, and not to be changed.
 */
export const FIRST_RESULT: { readonly seed: number; readonly told: readonly Told[] } = {
  seed: 1,
  told: [],
};
