/**
 * Text from a scan as one line that is safe on a terminal: control characters, escapes and characters that
 * turn the direction of text become "?", runs of blanks one blank.
 */
export const printable = (text: string): string =>
  text
    .replace(/[\t\r\n ]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '?')
    .trim();

/** What follows a finding's place and grade: its title, which not every document tells. */
export const titled = (title: string): string => {
  const told = printable(title);
  return told === '' ? '' : `: ${told}`;
};

/** The same for text of several lines: its line feeds stay. */
export const printableLines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/\t/g, '    ')
        .replace(/[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '?')
        .trimEnd(),
    )
    .join('\n')
    .trim();
