const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';

const CHANGING: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:19|20)\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?/g,
    '(date) (time)',
  ],
  // The time stamp of a POP3 greeting: <1896.697170952@mail.example>
  [/<[\w.$+-]+@([\w.-]+)>/g, '<(id)@$1>'],
  [
    /\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M\b)?(?: ?\(?(?:[+-]\d{4}|GMT|UTC|CES?T|[ECMP][SD]T)\)?)*/g,
    '(time)',
  ],
  [new RegExp(`\\b${DAY},? +\\d{1,2}[ -]${MONTH}[ -]\\d{2,4}\\b`, 'g'), '(date)'],
  [new RegExp(`\\b\\d{1,2}[ -]${MONTH}[ -]\\d{2,4}\\b`, 'g'), '(date)'],
  [new RegExp(`\\b${DAY},? +${MONTH} +\\d{1,2}( +\\(time\\))?,? +\\d{4}\\b`, 'g'), '(date)'],
  [/\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g, '(date)'],
  [/\buser number \d+ of/g, 'user number (n) of'],
  // Session ids, such as the one that large mail services put into their greeting.
  [/(?<=\s)(?=\S*[0-9])(?=\S*[a-z])[0-9a-z]{12,}(?:-[0-9a-z.]+)*(?=\s|$)/g, '(id)'],
];

/** A greeting without what changes every time, so that two scans of an unchanged service read the same. */
export const steadyText = (text: string): string =>
  CHANGING.reduce((steady, [pattern, placeholder]) => steady.replace(pattern, placeholder), text).trim();
