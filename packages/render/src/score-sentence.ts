import { SCORE_PARTS, type Comparison, type ScoreChange } from '@openguard/analytics';

/** A number with its sign; nothing is `0`. */
export const signed = (change: number): string => (change > 0 ? `+${change}` : String(change));

/** What people call the parts of a change of score. */
export const PART_NAMES: Readonly<Record<(typeof SCORE_PARTS)[number], string>> = {
  new: 'new',
  reopened: 'reopened',
  fixed: 'fixed',
  severity: 'severity',
  confirmed: 'confirmed',
  doubted: 'doubted',
  notTested: 'not tested',
};

/** The sentence of the sample program *compare*. */
export const scoreSentence = ({
  verdict,
  oldScore,
  newScore,
  change,
}: Pick<Comparison, 'verdict' | 'oldScore' | 'newScore' | 'change'>): string =>
  verdict === 'same'
    ? `The score is the same: ${newScore} (was ${oldScore}).`
    : `The score has ${verdict}: ${newScore} (was ${oldScore}), a change of ${signed(change)}.`;

/**
 * What a change of score is made of, such as `new +5, fixed -3`; empty when there is none. What was not tested again
 * is not among it: it is no gain, and told apart.
 */
export const scorePartsText = (score: ScoreChange): string =>
  SCORE_PARTS.filter((part) => part !== 'notTested' && score[part] !== 0)
    .map((part) => `${PART_NAMES[part]} ${signed(score[part])}`)
    .join(', ');
