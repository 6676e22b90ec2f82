/** A form that is filled in rightly, every field of it. */
export const FILLED_IN = {
  prefix: 'Ms',
  firstname: 'Zoë',
  lastname: 'Example',
  title: 'Head of Networks',
  phone: '+33 1 99 00 00 00',
  email: 'zoe@example.org',
  company: 'Example & Daughters',
  addr1: '1 rue <de> la Paix',
  city: 'Paris',
  state: 'No State',
  zipcode: '75002',
  country: 'France',
  slevel: 'full',
  domain: 'example.org',
  targetip: '192.0.2.4-192.0.2.9,192.0.2.20',
  type: 'Customer',
  addr2: 'bâtiment C',
  fax: '+33 1 99 00 00 01',
  returnpassword: 'yes',
} as const;

/** That form with other values; a field without one is left out. */
export const filledIn = (
  other: Readonly<Record<string, unknown>> = {},
): readonly (readonly [string, unknown])[] => Object.entries({ ...FILLED_IN, ...other });
