import type { Pair } from '@openguard/protocol';
import { encodedPairs } from '../parameters.js';
import type { Asking } from './action.js';

/** The address that asks for the rest of a list that is cut, from a number on. */
export const restOf = ({ resource, pairs }: Pick<Asking, 'resource' | 'pairs'>, from: number): string => {
  const rest: readonly Pair[] = [...pairs.filter(([name]) => name !== 'id_min'), ['id_min', String(from)]];
  return `${resource}?${encodedPairs(rest)}`;
};
