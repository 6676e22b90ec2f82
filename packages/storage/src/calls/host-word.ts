import { numberOf } from '../sql/column.js';
import type { Row } from '../sql/work.js';

/** What a host is called, or what it runs: told at a time, or told at that time that there is nothing to tell. */
export interface HostWord {
  readonly text: string | null;
  /** Absent as long as nobody told anything. */
  readonly at?: number;
}

/** A word from its two columns. One that was kept without a time was told by the newest visit, for all that is known. */
export const hostWordOf = (row: Row, text: string, at: string): HostWord => {
  const word = row[text];
  if (row[at] !== null) return { text: typeof word === 'string' ? word : null, at: numberOf(row, at) };
  return typeof word === 'string' ? { text: word, at: numberOf(row, 'visited_at') } : { text: null };
};

const isLater = (one: Required<HostWord>, other: HostWord): boolean =>
  other.at === undefined ||
  one.at > other.at ||
  // Of two that were told at one time the same counts, whichever comes first.
  (one.at === other.at && (one.text ?? '') > (other.text ?? ''));

/** What is known after a visit tells a word; `silent`: what it tells by leaving it out, if anything. */
export const laterWord = (
  known: HostWord,
  told: string | undefined,
  at: number,
  silent: 'nothing' | 'there is none',
): HostWord => {
  if (told === undefined && silent === 'nothing') return known;
  const now = { text: told ?? null, at };
  return isLater(now, known) ? now : known;
};
