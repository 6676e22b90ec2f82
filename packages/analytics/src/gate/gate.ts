import * as E from 'fp-ts/lib/Either.js';
import { WORSENED_WORD, type Condition } from './condition.js';
import type { GateFault } from './gate-fault.js';
import { GateParser } from './gate-parser.js';
import { namedAsWritten, type CheckNamesOf } from '../identity.js';
import { isCalledFixed } from '../tracked.js';
import { meets, type GateSubject } from './meets.js';

/** A condition that a person set: findings that meet it make a command fail. */
export interface Gate {
  /** As it was written. */
  readonly text: string;
  /** The words in it that ask what became of a finding, so that it needs two reports; such as `new`. */
  readonly verdicts: readonly string[];
  /** Whether it asks for title, category or CVEs, which some documents do not tell of their findings. */
  readonly explained: boolean;
  /**
   * Whether a finding makes it fail. One whose risk is accepted does not, unless the condition asks for that itself: by
   * the word `accepted`. Neither does one that is fixed, which is there no more, unless it asks for that by the word
   * `fixed`, or one that the service which tells of it calls fixed, unless it asks for `status`.
   */
  readonly holds: (subject: GateSubject) => boolean;
  /** Whether a finding is as the condition says, and is let through because its risk is accepted. */
  readonly letsThrough: (subject: GateSubject) => boolean;
}

const LIMIT = 2000;

/** What a condition asks for, wherever it stands. */
const singlesIn = (condition: Condition): readonly Condition[] => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.flatMap(singlesIn);
    case 'not':
      return singlesIn(condition.of);
    default:
      return [condition];
  }
};

/** The word of a single condition that asks what became of a finding, if it does. */
const verdictsOf = (single: Condition): readonly string[] =>
  single.kind === 'verdict' ? [single.verdict] : single.kind === 'worsened' ? [WORSENED_WORD] : [];

/** What a list of detections does not tell: a knowledge base does. */
const EXPLAINED: ReadonlySet<string> = new Set(['cve', 'title', 'category']);

const gateOf = (text: string, condition: Condition, namesOf: CheckNamesOf): Gate => {
  const singles = singlesIn(condition);
  const asksItself = singles.some(({ kind }) => kind === 'accepted');
  const asksStatus = singles.some((one) => one.kind === 'text' && one.field === 'status');
  const verdicts = [...new Set(singles.flatMap(verdictsOf))];
  const asksFixed = verdicts.includes('fixed');
  const isThere = ({ finding, verdict }: GateSubject): boolean =>
    (asksFixed || verdict !== 'fixed') && (asksStatus || !isCalledFixed(finding));
  const isSpared = ({ accepted }: GateSubject): boolean => accepted !== undefined && !asksItself;
  return {
    text,
    verdicts,
    explained: singles.some(
      (one) => one.kind === 'has-cve' || (one.kind === 'text' && EXPLAINED.has(one.field)),
    ),
    holds: (subject) => !isSpared(subject) && isThere(subject) && meets(condition, subject, namesOf),
    letsThrough: (subject) => isSpared(subject) && isThere(subject) && meets(condition, subject, namesOf),
  };
};

/**
 * Reads a condition such as `severity>=4`, `new and severity>=3` or `not (host=192.0.2.0/24 or cve=CVE-1999-0524)`.
 *
 * - words: what became of it (`new`, `fixed`, `changed`, `same`, `reopened`, `not-tested`), `worsened` for one that
 *   changed to a higher severity or from a practice to a vulnerability, what it is (`vuln`,
 *   `confirmed`, `practice`, `service`, `info`), `cve` for any finding that names one, `accepted` for one whose risk is;
 * - `severity` and `port` with = != < <= > >=;
 * - `host` with a target list; `cve`, `id`, `title`, `category`, `protocol`, `name` and `status`, in which `*` stands for
 *   anything and the case of letters does not count; blanks need quotes.
 *
 * `not` binds closest, then `and`, then `or`. A finding without a severity or port meets no comparison of it.
 *
 * @param namesOf by what names a check is called, for `id`: any of them will do
 */
export const parseGate = (
  text: string,
  namesOf: CheckNamesOf = namedAsWritten,
): E.Either<GateFault, Gate> => {
  if (text.trim() === '') return E.left({ tag: 'Empty' });
  if (text.length > LIMIT) return E.left({ tag: 'TooLong', length: text.length, limit: LIMIT });
  return E.map((condition: Condition) => gateOf(text, condition, namesOf))(new GateParser(text).parse());
};
