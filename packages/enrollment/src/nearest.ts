const REST = /[^a-z0-9]/g;

/** Letters and digits alone, without their case and their marks. */
const letters = (text: string): string => text.normalize('NFD').toLowerCase().replace(REST, '');

/** Whether one character more, less or other makes one text of the other. */
const oneApart = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = long.slice(same + 1);
  return rest === short.slice(short.length === long.length ? same + 1 : same);
};

/**
 * The value that somebody may have meant: the one with the same letters, else one that differs in a single
 * character. The lists of this form have misspellings, which who spells rightly must learn.
 */
export const nearest = (text: string, values: readonly string[]): string | undefined => {
  const meant = letters(text);
  return (
    values.find((value) => letters(value) === meant) ??
    values.find((value) => oneApart(letters(value), meant))
  );
};
