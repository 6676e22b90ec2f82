const PARTS = /\d+|[a-z]+/g;

// What stands before a release rather than after it.
const EARLY = /^(?:alpha|beta|pre|preview|rc|dev|snapshot|milestone)$/;

/** "m" before a number is a milestone ("1.0-m2"); alone it is the letter of a patch ("1.0.1m"). */
const MILESTONE = /(?<![a-z])m(?=\.?\d)/g;

/** Zeros at the end of the numbers say nothing: "7.0" is "7", and "1.0rc1" comes before "1". */
const cut = (version: string): readonly string[] => {
  const parts: string[] = [];
  for (const part of version.toLowerCase().replace(MILESTONE, 'milestone').match(PARTS) ?? []) {
    if (/^[a-z]/.test(part)) while (/^0+$/.test(parts.at(-1) ?? '')) parts.pop();
    parts.push(part);
  }
  while (/^0+$/.test(parts.at(-1) ?? '')) parts.pop();
  return parts;
};

const MOST_REMEMBERED = 4096;
const remembered = new Map<string, readonly string[]>();

/** The same version is compared with hundreds of others, and they come again with the next host. */
const partsOf = (version: string): readonly string[] => {
  const known = remembered.get(version);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const parts = cut(version);
  remembered.set(version, parts);
  return parts;
};

/** Where a part stands that the other version lacks: before or after the end. */
const weight = (part: string | undefined): number => {
  if (part === undefined) return 0;
  return EARLY.test(part) ? -1 : 1;
};

const compareParts = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return weight(a) - weight(b);
  const numbers = /^\d/.test(a) && /^\d/.test(b);
  if (numbers) return Number(a) - Number(b);
  if (/^\d/.test(a) !== /^\d/.test(b)) return /^\d/.test(a) ? 1 : -1;
  return a === b ? 0 : weight(a) - weight(b) || (a < b ? -1 : 1);
};

/**
 * Compares two versions of a product: negative when `a` is older. Numbers compare as numbers, a letter after them is
 * newer than none ("1.0.2k", "9.2p1"), but for words such as "rc" and "beta".
 */
export const compareVersions = (a: string, b: string): number => {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = compareParts(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
};
