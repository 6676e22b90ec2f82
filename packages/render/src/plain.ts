import { printableLines } from './printable.js';

/** HTML of a report as plain text that is safe on a terminal: tags go, the five entities and line breaks are undone. */
export const plain = (html: string): string =>
  printableLines(
    html
      .replace(/<(?:br|p|li|dd)\b[^<>]*>/gi, '\n')
      .replace(/<\/?[a-z][^<>]*>/gi, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&'),
  ).replace(/\n{2,}/g, '\n');
