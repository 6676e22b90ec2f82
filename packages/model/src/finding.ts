import * as t from 'io-ts';
import { Severity } from './severity.js';

/** What kind of finding: confirmed weakness, potential weakness, service, or information. */
export const Section = t.keyof({ vuln: null, practice: null, service: null, info: null }, 'Section');
export type Section = t.TypeOf<typeof Section>;

/** An entry of a reference list: an identifier and where to read about it. */
export const Reference = t.readonly(t.partial({ id: t.string, url: t.string }), 'Reference');
export type Reference = t.TypeOf<typeof Reference>;

/**
 * One finding on one host (SCAN/IP/…/CAT/VULN, PRACTICE, SERVICE or INFO).
 *
 * - `id`: the text of `@value` (2001) or of `@number` (2010 and later).
 * - `severity`: 1 to 5; information may have none.
 * - `cve`: real CVE identifiers only, `CAN-` candidates under their CVE name.
 * - `category`, `port`, `protocol`, `fqdn`, `ssl`: of the CAT element around it.
 * - `unreadPort`: what stands in the place of a port and is none, so that nobody knows where the finding is.
 * - `diagnosis`, `consequence`, `solution`, `result`: text as the document holds it, HTML included.
 * - `resultFormat`: `table` when `result` is a table of tab columns (space columns in 2001 samples).
 */
export const Finding = t.readonly(
  t.intersection([
    t.type({
      section: Section,
      id: t.string,
      title: t.string,
      cve: t.readonlyArray(t.string),
      category: t.string,
    }),
    t.partial({
      severity: Severity,
      port: t.number,
      unreadPort: t.string,
      protocol: t.string,
      fqdn: t.string,
      ssl: t.boolean,
      esoid: t.string,
      diagnosis: t.string,
      consequence: t.string,
      solution: t.string,
      result: t.string,
      resultFormat: t.string,
    }),
  ]),
  'Finding',
);
export type Finding = t.TypeOf<typeof Finding>;
