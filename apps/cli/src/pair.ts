import { OpenGuardError } from '@openguard/errors';
import type { Pair } from '@openguard/protocol';

/** Reads an argument `name=value`; the value may hold anything. */
export const pairOf = (command: string, argument: string): Pair => {
  const equals = argument.indexOf('=');
  if (equals < 1)
    throw new OpenGuardError(
      'OG_USAGE',
      `${command}: ${JSON.stringify(argument.slice(0, 60))} is not name=value`,
    );
  return [argument.slice(0, equals), argument.slice(equals + 1)];
};
