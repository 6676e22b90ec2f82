/** Why API v2 refuses, and what it warns of, by the number that CODE carries. */
export const CODES = {
  internal: 999,
  unknownParameter: 1901,
  missingParameter: 1903,
  exclusiveParameters: 1904,
  invalidValue: 1905,
  unsupportedCombination: 1907,
  wrongMethod: 1908,
  blocked: 1920,
  missingOneOf: 1922,
  tooMany: 1960,
  tooFast: 1965,
  recordLimit: 1980,
  stillProcessing: 1981,
  duplicateHosts: 1982,
  maintenance: 1999,
  badLogin: 2000,
  accountExpired: 2001,
  accountInactive: 2002,
  registrationIncomplete: 2003,
  addressNotAllowed: 2007,
  basicRequired: 2010,
  secondFactor: 2011,
  notPermitted: 2012,
  reportUnfinished: 7001,
} as const;

const STATUSES: ReadonlyMap<number, number> = new Map([
  [CODES.internal, 500],
  [CODES.blocked, 409],
  [CODES.tooMany, 409],
  [CODES.tooFast, 409],
  [CODES.stillProcessing, 202],
  [CODES.maintenance, 503],
  [CODES.badLogin, 401],
  [CODES.accountExpired, 200],
  [CODES.accountInactive, 403],
  [CODES.registrationIncomplete, 409],
  [CODES.addressNotAllowed, 403],
  [CODES.basicRequired, 401],
  [CODES.secondFactor, 403],
  [CODES.notPermitted, 403],
  [CODES.reportUnfinished, 200],
]);

/** The status of HTTP that goes with a code; 400 for what is wrong with a request. */
export const statusOfCode = (code: number): number => STATUSES.get(code) ?? 400;
