import { printable } from '../printable.js';

/**
 * Text of a report as one line of Markdown that means nothing but itself: no markup, HTML, table cell or link comes of
 * it. What makes mail addresses and mentions of plain text stands as code, where no site looks for them.
 */
export const markdownText = (text: string): string =>
  printable(text).replace(/[@#]+|[!-/:-?[-`{-~]/g, (found) =>
    /[@#]/.test(found) ? `\`${found}\`` : `\\${found}`,
  );
