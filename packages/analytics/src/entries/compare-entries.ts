import type { Entry, EntryKind } from './entry.js';

/** What became of an entry from an older list to a newer one. `untold`: one of the lists is not all. */
export const ENTRY_VERDICTS = ['new', 'gone', 'changed', 'untold', 'same'] as const;

/** One of {@link ENTRY_VERDICTS}. */
export type EntryVerdict = (typeof ENTRY_VERDICTS)[number];

/** An entry under its key; see `entryKey`. Equal `text` means equal entries. */
export interface KeyedEntry {
  readonly key: string;
  readonly record: Entry;
  readonly text: string;
}

/** A list of entries, sorted by key, as code units compare. May be larger than memory. */
export interface EntryList {
  readonly kind: EntryKind;
  /** Whether the list is all that its service has of what was asked for. */
  readonly isAll: boolean;
  readonly entries: Iterable<KeyedEntry>;
}

/** What became of one entry. At least one of `before` and `after` is there. */
export interface JudgedEntry {
  readonly verdict: EntryVerdict;
  readonly before?: Entry;
  readonly after?: Entry;
  /** The fields that differ, by name, where it changed. */
  readonly what?: readonly string[];
  /** Why it cannot be told. */
  readonly reason?: string;
}

const fieldsOf = (entry: Entry): ReadonlyMap<string, string | undefined> =>
  new Map(Object.entries(entry).map(([name, value]) => [name, JSON.stringify(value)]));

/** The names of the fields in which two entries differ. */
const differences = (before: Entry, after: Entry): readonly string[] => {
  const [left, right] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
};

const gone = (before: Entry, newer: EntryList): JudgedEntry =>
  newer.isAll
    ? { verdict: 'gone', before }
    : { verdict: 'untold', before, reason: 'the newer document is not all' };

const come = (after: Entry, older: EntryList): JudgedEntry =>
  older.isAll
    ? { verdict: 'new', after }
    : { verdict: 'untold', after, reason: 'the older document is not all' };

/** Entries without those that another list has, each as often as it has them. */
const without = (entries: readonly KeyedEntry[], others: readonly KeyedEntry[]): readonly KeyedEntry[] => {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return entries.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
};

const pair = (before: Entry, after: Entry): JudgedEntry => {
  const what = differences(before, after);
  return what.length === 0 ? { verdict: 'same', before, after } : { verdict: 'changed', before, after, what };
};

/** Judges entries of one key. Equal ones stayed the same; what is left is paired in order. */
function* judgeSome(
  before: readonly KeyedEntry[],
  after: readonly KeyedEntry[],
  older: EntryList,
  newer: EntryList,
): Generator<JudgedEntry, void, undefined> {
  const [left, right] = [without(before, after), without(after, before)];
  const stayed = without(before, left);
  for (const { record } of stayed) yield { verdict: 'same', before: record, after: record };
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index]?.record, right[index]?.record];
    if (one !== undefined && other !== undefined) yield pair(one, other);
    else if (one !== undefined) yield gone(one, newer);
    else if (other !== undefined) yield come(other, older);
  }
}

/** Entries by key, those of one key together. */
function* grouped(entries: Iterable<KeyedEntry>): Generator<readonly KeyedEntry[], void, undefined> {
  let group: KeyedEntry[] = [];
  for (const entry of entries) {
    if (group[0] !== undefined && group[0].key !== entry.key) {
      yield group;
      group = [];
    }
    group.push(entry);
  }
  if (group.length > 0) yield group;
}

/**
 * What became of every entry of two lists of one kind. An entry that one of them alone holds is new or gone only when
 * the other is all that its service has; otherwise nothing is told of it. Every field counts, so that a change is a
 * change of whatever the service says, dates included.
 */
export function* judgeEntries(older: EntryList, newer: EntryList): Generator<JudgedEntry, void, undefined> {
  const [left, right] = [grouped(older.entries), grouped(newer.entries)];
  let [one, other] = [left.next(), right.next()];
  while (one.done !== true || other.done !== true) {
    const before = one.done === true ? undefined : one.value[0]?.key;
    const after = other.done === true ? undefined : other.value[0]?.key;
    const takesLeft = before !== undefined && (after === undefined || before <= after);
    const takesRight = after !== undefined && (before === undefined || after <= before);
    yield* judgeSome(
      takesLeft && one.done !== true ? one.value : [],
      takesRight && other.done !== true ? other.value : [],
      older,
      newer,
    );
    if (takesLeft) one = left.next();
    if (takesRight) other = right.next();
  }
}
