import type { EndItem, Repaired } from '@openguard/model';
import { printable } from '@openguard/render';
import { NO_LAST_MARK } from './no-last-mark.js';

/** Said of a document that is one page of several. */
export const MORE_THAN_THIS = 'the document is not all: the service has more than this document tells';

/** Said of a list that says so; reports show it. */
const OF_SIMULATED = 'the document is of a simulated estate: none of it was found on a network';

/** Elements that may hold what nobody has read; attributes and texts stand in what was read. */
const isElement = (path: string): boolean => !path.includes('@');

const repeatedText = ({ hosts, first }: NonNullable<EndItem['repeated']>): string => {
  const them = hosts === 1 ? 'a host stands' : `${hosts} hosts stand`;
  return `${them} in the document again, and what is told of ${hosts === 1 ? 'it' : 'them'} is counted as often: ${printable(first)}${hosts === 1 ? '' : ' is the first'}`;
};

const misunderstood = ({ notices }: EndItem): readonly string[] => {
  const elements = notices.filter(({ path }) => isElement(path));
  const [first] = elements;
  if (first === undefined) return [];
  const count = elements.reduce((sum, notice) => sum + (notice.count ?? 1), 0);
  const words =
    count === 1
      ? { parts: '1 part', were: 'was', hold: 'it holds', which: '', them: 'it' }
      : { parts: `${count} parts`, were: 'were', hold: 'they hold', which: ' is the first', them: 'them' };
  return [
    `${words.parts} of the document ${words.were} not understood, and what ${words.hold} is missing here: ${printable(first.path)}${words.which}; openguard decode tells ${words.them}`,
  ];
};

/** Said of a document in which something was mended; reports show it. */
export const repairedText = ({ count, first: [first] }: Repaired): string => {
  const where = first === undefined ? '' : `, the first at byte ${first.offset} (${printable(first.found)})`;
  const faults = count === 1 ? '1 fault of the document was' : `${count} faults of the document were`;
  return `${faults} repaired${where}; it is not what its writer meant there`;
};

/** What people are to know of a document that was read to its end, a sentence each. */
export const documentWarnings = (end: EndItem): readonly string[] => [
  ...(end.truncated === true ? [MORE_THAN_THIS] : []),
  ...(end.unproven === true ? [NO_LAST_MARK] : []),
  ...(end.simulated === true ? [OF_SIMULATED] : []),
  ...(end.repaired === undefined ? [] : [repairedText(end.repaired)]),
  ...(end.repeated === undefined ? [] : [repeatedText(end.repeated)]),
  ...misunderstood(end),
];
