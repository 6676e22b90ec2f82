import { Severity, type Section } from '@openguard/model';
import { integerOf, type Workbench } from './assembler.js';
import { portOf } from './values/forms.js';

/** Notes texts of an element that stands somewhere. */
export type Note = (name: string, text: string) => void;

export const noteAt =
  (bench: Workbench, at: string): Note =>
  (name, text) =>
    bench.noteText(`${at}/${name}`, text);

/** Whether a connection is encrypted: `0` and `1` in one document, `true` and `false` in another. */
export const sslOf = (text: string | undefined, note: Note): boolean | undefined => {
  const word = text?.trim().toLowerCase();
  if (text === undefined || word === '') return undefined;
  if (word === '1' || word === 'true') return true;
  if (word === '0' || word === 'false') return false;
  note('SSL', text);
  return undefined;
};

/** The number of a port; empty is none. */
export const portIn = (text: string | undefined, note: Note): number | undefined => {
  if (text === undefined || text.trim() === '') return undefined;
  const port = portOf(text);
  if (port === undefined) note('PORT', text);
  return port;
};

/** Where a finding is: the number of a port, or what stands in the place of one. */
export const placeIn = (
  text: string | undefined,
  note: Note,
): { readonly port?: number; readonly unreadPort?: string } => {
  const port = portIn(text, note);
  if (port !== undefined) return { port };
  const unread = text?.trim() ?? '';
  return unread === '' ? {} : { unreadPort: unread };
};

export const severityIn = (text: string | undefined, note: Note, name = 'SEVERITY'): Severity | undefined => {
  const value = integerOf(text);
  if (Severity.is(value)) return value;
  if (text !== undefined && text.trim() !== '') note(name, text);
  return undefined;
};

const SECTIONS: ReadonlyMap<string, Section> = new Map([
  ['Confirmed', 'vuln'],
  ['Potential', 'practice'],
  ['Info', 'info'],
  ['Vuln', 'vuln'],
  ['Practice', 'practice'],
  ['Ig', 'info'],
]);

/** What kind of finding a TYPE says. */
export const sectionOf = (type: string): Section | undefined => SECTIONS.get(type.trim());

/** The published vulnerability that an INSTANCE names, where it is the name of one and nothing else. */
export const vulnerabilitiesIn = (instance: string | undefined): readonly string[] => {
  const name = instance?.trim() ?? '';
  return /^CVE-[0-9]{4}-[0-9]{4,19}$/.test(name) ? [name] : [];
};
