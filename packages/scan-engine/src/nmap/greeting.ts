const CUT = '...';

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?';
// The beginning of a date, at the end of a greeting that was cut off.
const DATE_BEGUN = new RegExp(`[\\s;,]+${DAY}(?:\\s+\\d{1,2})?(?:\\s+[A-Z][a-z]{2})?(?:\\s+\\d{1,2})?$`);

/**
 * What a service sent, from the output of the script `banner`. The script writes all characters beyond
 * printable ASCII as `\xHH`, folds the text to the width of a screen, and cuts it off after some lines; line
 * breaks of its own are undone and those of the service restored. Other escapes stay as they are.
 */
export const greetingOf = (output: string): string => {
  const unfolded = output.replaceAll('\n', '');
  const whole = unfolded.endsWith(CUT)
    ? unfolded.slice(0, -CUT.length).replace(/\S+$/, '').trimEnd().replace(DATE_BEGUN, '')
    : unfolded;
  return whole
    .replaceAll('\\x0D\\x0A', '\n')
    .replaceAll('\\x0A', '\n')
    .replaceAll('\\x09', '\t')
    .replace(/\\x0D$/, '');
};
