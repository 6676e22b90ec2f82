import type { Seen } from './tally.js';

/** The lists of a host, the elements in them, and what they are called in items. */
export const SECTIONS = [
  { list: 'INFOS', element: 'INFO', section: 'info' },
  { list: 'SERVICES', element: 'SERVICE', section: 'service' },
  { list: 'VULNS', element: 'VULN', section: 'vuln' },
  { list: 'PRACTICES', element: 'PRACTICE', section: 'practice' },
] as const;

/** How a library tells an attribute or the text of a child by its name. */
export type LookUp = (name: string) => string | undefined;

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text);

/** A finding out of what a library gives: its own attributes, its children's texts, its CAT's attributes. */
export const seenFrom = (
  section: string,
  ip: string,
  category: LookUp,
  attribute: LookUp,
  text: LookUp,
): Seen => ({
  section,
  ip,
  id: attribute('value') ?? attribute('number') ?? '',
  severity: numberOf(attribute('severity')),
  title: text('TITLE') ?? '',
  category: category('value') ?? '',
  port: numberOf(category('port')),
  diagnosis: text('DIAGNOSIS'),
  consequence: text('CONSEQUENCE'),
  solution: text('SOLUTION'),
  result: text('RESULT'),
});
