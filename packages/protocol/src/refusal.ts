/** Why the API refuses, by the number that ERROR carries. */
export const REFUSALS = {
  internal: 999,
  unknownParameter: 1901,
  missingParameter: 1903,
  invalidValue: 1905,
  wrongMethod: 1908,
  tooMany: 1960,
  tooFast: 1965,
  accountExpired: 2001,
  noHostAlive: 3509,
  invalidTargets: 5000,
  unknownReference: 5001,
  notOwned: 5101,
  unknownOption: 19001,
} as const;

/** An answer that is a refusal: its number, and a line for people. */
export interface Refused {
  readonly number: number;
  readonly text: string;
}

/** How a server that stops begins its answer to whoever waits for a job, before the reference of that job. */
export const STOPS_NOW = 'The server stops now.';
