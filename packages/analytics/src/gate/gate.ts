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
  readonly holds: (subject: GateSubject) => boolean;
}

const LIMIT = 2000;

const compares = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'verdict':
      return true;
    case 'and':
    case 'or':
      return condition.of.some(compares);
    case 'not':
      return compares(condition.of);
    default:
      return false;
  }
};

/**
 * Reads a condition such as `severity>=4`, `new and severity>=3` or `not (host=192.0.2.0/24 or cve=CVE-1999-0524)`.
 *
 * - words: what became of it (`new`, `fixed`, `changed`, `same`, `reopened`, `not-tested`), what it is (`vuln`,
 *   `confirmed`, `practice`, `service`, `info`), and `cve` for any finding that names one;
 * - `severity` and `port` with = != < <= > >=;
 * - `host` with a target list; `cve`, `id`, `title`, `category`, `protocol` and `name`, in which `*` stands for
 *   anything and the case of letters does not count; blanks need quotes.
 *
 * `not` binds closest, then `and`, then `or`. A finding without a severity or port meets no comparison of it.
 */
export const parseGate = (text: string): E.Either<GateFault, Gate> => {
  if (text.trim() === '') return E.left({ tag: 'Empty' });
  if (text.length > LIMIT) return E.left({ tag: 'TooLong', length: text.length, limit: LIMIT });
  return E.map((condition: Condition): Gate => ({
    text,
    comparing: compares(condition),
    holds: (subject) => meets(condition, subject),
  }))(new GateParser(text).parse());
};
