import type { EndItem } from '@openguard/model';
import { printable } from '@openguard/render';
import { NO_LAST_MARK } from './no-last-mark.js';

/** Said of a document that is one page of several. */
export const MORE_THAN_THIS = 'the document is not all: the service has more than this document tells';

/** Said of a list that says so; reports show it. */
const OF_SIMULATED = 'the document is of a simulated estate: none of it was found on a network';

/** Elements that may hold what nobody has read; attributes and texts stand in what was read. */
const isElement = (path: string): boolean => !path.includes('@');

const misunderstood = ({ notices }: EndItem): readonly string[] => {
  const paths = notices.map(({ path }) => path).filter(isElement);
  const [first] = paths;
  if (first === undefined) return [];
  const count = paths.length === 1 ? '1 part' : `${paths.length} parts`;
  return [
    `${count} of the document ${paths.length === 1 ? 'was' : 'were'} not understood, and what ${paths.length === 1 ? 'it holds' : 'they hold'} is missing here: ${printable(first)}${paths.length === 1 ? '' : ' is the first'}; openguard decode tells ${paths.length === 1 ? 'it' : 'them'}`,
  ];
};

/** What people are to know of a document that was read to its end, a sentence each. */
export const documentWarnings = (end: EndItem): readonly string[] => [
  ...(end.truncated === true ? [MORE_THAN_THIS] : []),
  ...(end.unproven === true ? [NO_LAST_MARK] : []),
  ...(end.simulated === true ? [OF_SIMULATED] : []),
  ...misunderstood(end),
];
