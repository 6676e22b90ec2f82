import { scoreOf } from './score.js';
import type { JudgedFinding } from './verdict.js';

/**
 * What a change of score is made of. `change` is the sum of all others, to the last unit.
 *
 * - `new`, `reopened`: the severities of vulnerabilities that came.
 * - `fixed`: minus the severities of those that went.
 * - `severity`: by how much those grew or shrank that both reports hold.
 * - `confirmed`: practices that became vulnerabilities; `doubted`: the other way round.
 * - `notTested`: minus the severities of those that the newer report did not look for. It is no gain.
 */
export interface ScoreChange {
  readonly new: number;
  readonly reopened: number;
  readonly fixed: number;
  readonly severity: number;
  readonly confirmed: number;
  readonly doubted: number;
  readonly notTested: number;
  readonly change: number;
}

/** The share of one host, or of one check, in a change of score. */
export interface ScoreShare extends ScoreChange {
  /** An address, or the id of a check. */
  readonly subject: string;
}

/** The parts of a change of score, in the order in which they are told. */
export const SCORE_PARTS = [
  'new',
  'reopened',
  'fixed',
  'severity',
  'confirmed',
  'doubted',
  'notTested',
] as const;

type Part = (typeof SCORE_PARTS)[number];

const partOf = ({ verdict, what = [] }: JudgedFinding): Part | undefined => {
  switch (verdict) {
    case 'new':
    case 'reopened':
    case 'fixed':
      return verdict;
    case 'not tested':
      return 'notTested';
    case 'changed':
      return what.includes('confirmed') ? 'confirmed' : what.includes('doubted') ? 'doubted' : 'severity';
    case 'same':
      return undefined;
  }
};

const amountOf = ({ verdict, finding, before }: JudgedFinding): number => {
  if (before !== undefined) return scoreOf(finding) - scoreOf(before);
  return verdict === 'fixed' || verdict === 'not tested' ? -scoreOf(finding) : scoreOf(finding);
};

type Parts = { -readonly [Key in Exclude<keyof ScoreChange, 'change'>]: number };

const nothing = (): Parts => ({
  new: 0,
  reopened: 0,
  fixed: 0,
  severity: 0,
  confirmed: 0,
  doubted: 0,
  notTested: 0,
});

const summed = (parts: Parts): ScoreChange => ({
  ...parts,
  change: SCORE_PARTS.reduce((sum, part) => sum + parts[part], 0),
});

/** Adds up a change of score from what became of each finding. */
export class ScoreLedger {
  readonly #parts = nothing();

  /** Adds a finding, and tells whether it made a difference. */
  add(judged: JudgedFinding): boolean {
    const part = partOf(judged);
    const amount = amountOf(judged);
    if (part === undefined || amount === 0) return false;
    this.#parts[part] += amount;
    return true;
  }

  sum(): ScoreChange {
    return summed(this.#parts);
  }
}
