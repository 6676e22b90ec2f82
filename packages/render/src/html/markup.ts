import { printableLines } from '../printable.js';

/** HTML that is ready to be written: made by {@link markup} alone. */
export class Markup {
  constructor(readonly html: string) {}
}

/** What stands between the pieces of a {@link markup}: text, which is escaped, and markup, which is not. */
export type MarkupPart = Markup | string | number | undefined | readonly MarkupPart[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML that shows it, in content and in quoted attributes alike. Controls do not pass. */
export const escapeHtml = (text: string): string =>
  printableLines(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const htmlOf = (part: MarkupPart): string => {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(htmlOf).join('');
};

/** A template of HTML. Whatever stands in it as text is escaped, so that only what is written here is markup. */
export const markup = (pieces: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup =>
  new Markup(pieces.map((piece, index) => piece + htmlOf(parts[index])).join(''));
