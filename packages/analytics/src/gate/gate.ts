import * as E from 'fp-ts/lib/Either.js';
import type { Condition } from './condition.js';
import type { GateFault } from './gate-fault.js';
import { GateParser } from './gate-parser.js';
import { meets, type GateSubject } from './meets.js';

/** A condition that a person set: findings that meet it make a command fail. */
export interface Gate {
  /** As it was written. */
  readonly text: string;
  /** Whether it asks what became of a finding, so that it needs two reports. */
  readonly comparing: boolean;
  /**
   * Whether a finding makes it fail. One whose risk is accepted does not, unless the condition asks for that itself: by
   * the word `accepted`.
   */
  readonly holds: (subject: GateSubject) => boolean;
  /** Whether a finding is as the condition says, and is let through because its risk is accepted. */
  readonly letsThrough: (subject: GateSubject) => boolean;
}

const LIMIT = 2000;

/** Whether a condition asks for something anywhere. */
const asksFor = (condition: Condition, kind: 'verdict' | 'accepted'): boolean => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.some((each) => asksFor(each, kind));
    case 'not':
      return asksFor(condition.of, kind);
    default:
      return condition.kind === kind;
  }
};

const gateOf = (text: string, condition: Condition): Gate => {
  const asksItself = asksFor(condition, 'accepted');
  const isSpared = ({ accepted }: GateSubject): boolean => accepted !== undefined && !asksItself;
  return {
    text,
    comparing: asksFor(condition, 'verdict'),
    holds: (subject) => !isSpared(subject) && meets(condition, subject),
    letsThrough: (subject) => isSpared(subject) && meets(condition, subject),
  };
};

/**
 * Reads a condition such as `severity>=4`, `new and severity>=3` or `not (host=192.0.2.0/24 or cve=CVE-1999-0524)`.
 *
 * - words: what became of it (`new`, `fixed`, `changed`, `same`, `reopened`, `not-tested`), what it is (`vuln`,
 *   `confirmed`, `practice`, `service`, `info`), `cve` for any finding that names one, `accepted` for one whose risk is;
 * - `severity` and `port` with = != < <= > >=;
 * - `host` with a target list; `cve`, `id`, `title`, `category`, `protocol` and `name`, in which `*` stands for
 *   anything and the case of letters does not count; blanks need quotes.
 *
 * `not` binds closest, then `and`, then `or`. A finding without a severity or port meets no comparison of it.
 */
export const parseGate = (text: string): E.Either<GateFault, Gate> => {
  if (text.trim() === '') return E.left({ tag: 'Empty' });
  if (text.length > LIMIT) return E.left({ tag: 'TooLong', length: text.length, limit: LIMIT });
  return E.map((condition: Condition) => gateOf(text, condition))(new GateParser(text).parse());
};
