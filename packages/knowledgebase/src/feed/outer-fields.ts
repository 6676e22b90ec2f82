/** A text or a number that the outermost object of a document tells of itself. */
export interface FeedField {
  readonly tag: 'Field';
  readonly name: string;
  readonly value: string;
}

/** No name and no value that matters is longer. */
const MOST_KEPT = 64;

/** What feeds call the number of their records. */
const COUNT_NAMES: ReadonlySet<string> = new Set(['count', 'resultsPerPage']);

/** Puts the fields of an outermost object together, of which it is told the bytes one by one. */
export const outerFields = () => {
  let name = '';
  let value: string | undefined;
  let told: number | undefined;
  return {
    /** The last name. */
    name: (): string => name,
    /** How many records the object says that there are. */
    told: (): number | undefined => told,
    /** A byte in a text or of a number. */
    take: (byte: number): void => {
      const sign = String.fromCharCode(byte);
      if (value === undefined) name = (name + sign).slice(0, MOST_KEPT);
      else value = (value + sign).slice(0, MOST_KEPT);
    },
    /** A text begins: the next name, unless a value is waited for. */
    beginText: (): void => {
      if (value === undefined) name = '';
    },
    beginValue: (): void => {
      value = '';
    },
    /** The field that ends here, if one does. */
    end: (): readonly FeedField[] => {
      if (value === undefined) return [];
      const field: FeedField = { tag: 'Field', name, value };
      if (COUNT_NAMES.has(name) && /^\d+$/.test(value)) told = Number(value);
      value = undefined;
      return [field];
    },
  };
};
