import * as E from 'fp-ts/lib/Either.js';

/** Whether the name of an operating system matches; an empty text stands for a host without one. */
export type MatchesOs = (os: string) => boolean;

/** Steps that a compiled pattern may have: what a match costs grows with their number. */
const MOST_STEPS = 2000;
/** As many characters of a name are looked at. */
const MOST_TEXT = 2000;
/** Hosts share few names; of so many the verdict is remembered. */
const MOST_NAMES = 1000;

/**
 * Reads a Perl-style regular expression. It is matched by RE2's algorithm, in time that grows with the length of
 * pattern and text and no faster, whatever they hold; look-around and back-references, which have no such algorithm,
 * are told as what is wrong.
 */
export const readOsPattern = async (pattern: string): Promise<E.Either<string, MatchesOs>> => {
  const { RE2JS, RE2JSException } = await import('re2js');
  let compiled;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return E.left(`this server cannot match it: ${error.message}`);
  }
  if (compiled.programSize() > MOST_STEPS)
    return E.left('it is too large when its repetitions are written out');
  const matcher = compiled;
  const known = new Map<string, boolean>();
  return E.right((os) => {
    const remembered = known.get(os);
    if (remembered !== undefined) return remembered;
    const matches = matcher.matcher(os.slice(0, MOST_TEXT)).find();
    if (known.size < MOST_NAMES) known.set(os, matches);
    return matches;
  });
};
