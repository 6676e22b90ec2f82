import { acceptedBy } from '@openguard/analytics';
import { namesOfCheck } from '@openguard/knowledgebase';
import type { Acceptance } from '@openguard/model';
import { printable } from '@openguard/render';
import type { History } from '@openguard/service';
import { parseTargetList } from '@openguard/targets';

const LIKE_ENOUGH = 0.5;

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

/** How alike two words are, from 0 to 1: the share of pairs of letters that both have. */
const likeness = (one: string, other: string): number => {
  const [a, b] = [pairsOf(one.toLowerCase()), pairsOf(other.toLowerCase())];
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
};

/** The word of some that is most like another, if any is like it at all. */
const mostLike = (word: string, words: Iterable<string>): string | undefined => {
  let best: readonly [string | undefined, number] = [undefined, LIKE_ENOUGH];
  for (const each of words) {
    const like = likeness(word, each);
    if (like > best[1]) best = [each, like];
  }
  return best[0];
};

/**
 * What to say of an acceptance that no finding of a history is under: it may be of a check that was misspelt. Nothing of a
 * history into which no report was taken yet.
 */
export const unknownCheck = async (
  history: Pick<History, 'findings' | 'reports'>,
  acceptance: Acceptance,
): Promise<string | undefined> => {
  if (!(await history.reports()).some(({ complete }) => complete)) return undefined;
  const { check, targets, acceptedAt } = acceptance;
  const list = parseTargetList(targets ?? '');
  const addresses = targets === undefined || list._tag === 'Left' ? {} : { addresses: list.right.addresses };
  const isUnder = acceptedBy([acceptance], acceptedAt, namesOfCheck);
  const seen = new Set<string>();
  for await (const finding of history.findings({ ...addresses, fixed: true, information: true })) {
    if (isUnder(finding) !== undefined) return undefined;
    seen.add(finding.id);
  }
  const meant = seen.has(check) ? undefined : mostLike(check, seen);
  const where = targets === undefined && acceptance.port === undefined ? 'so far' : 'there so far';
  const hint = meant === undefined ? '' : `; did you mean ${printable(meant)}?`;
  return `the history knows no finding of ${printable(check)} ${where}${hint}`;
};
