import { REFUSALS, type Refused } from '@openguard/protocol';

/** The refusal to touch what still runs. */
export const stillRunning = (ref: string): Refused => ({
  number: REFUSALS.invalidValue,
  text: `${ref} still runs; cancel it first, or wait for its end.`,
});
