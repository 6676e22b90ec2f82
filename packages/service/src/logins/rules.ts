import { CODES, type Refused } from '@openguard/protocol';

/** Why a request for a record is refused: a parameter is missing. */
export const missing = (name: string): Refused => ({
  number: CODES.missingParameter,
  text: `Missing required parameter: ${name}.`,
});

/** A parameter has a value that it cannot have. */
export const invalid = (name: string, reason: string): Refused => ({
  number: CODES.invalidValue,
  text: `parameter ${name} has invalid value: ${reason}`,
});

/** Of these parameters there may be one. */
export const exclusive = (...names: readonly string[]): Refused => ({
  number: CODES.exclusiveParameters,
  text: `Give only one of these parameters: ${names.join(', ')}.`,
});

/** Parameters do not go together. */
export const unsupported = (text: string): Refused => ({ number: CODES.unsupportedCombination, text });

/** The first of some values that refuses, if any. */
export const firstRefusal = (...checked: readonly (Refused | undefined)[]): Refused | undefined =>
  checked.find((one) => one !== undefined);

/** Refuses a text that is longer than it may be. */
export const bounded = (name: string, value: string | undefined, most: number): Refused | undefined =>
  value !== undefined && value.length > most
    ? invalid(name, `at most ${most} characters are kept`)
    : undefined;
