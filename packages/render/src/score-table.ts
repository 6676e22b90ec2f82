import { SCORE_PARTS, type ScoreChange, type ScoreShare } from '@openguard/analytics';
import { PART_NAMES, signed } from './score-sentence.js';
import { table } from './table.js';

type Part = (typeof SCORE_PARTS)[number];

/** Shares that are shown by name. */
const MOST = 10;

const cellsOf = (subject: string, score: ScoreChange, parts: readonly Part[]): readonly string[] => [
  subject,
  ...parts.map((part) => (score[part] === 0 ? '' : signed(score[part]))),
  signed(score.change),
];

/** What is left of the whole when the shares are taken away. */
const restOf = (whole: ScoreChange, shares: readonly ScoreChange[]): ScoreChange => {
  const left = (part: keyof ScoreChange): number =>
    shares.reduce((rest, share) => rest - share[part], whole[part]);
  return {
    new: left('new'),
    reopened: left('reopened'),
    fixed: left('fixed'),
    severity: left('severity'),
    confirmed: left('confirmed'),
    doubted: left('doubted'),
    notTested: left('notTested'),
    change: left('change'),
  };
};

/**
 * Where a change of score comes from, as a table of hosts or of checks that adds up to the last unit: the ten greatest
 * shares, and the others together. Empty for a single one, since that is the whole.
 */
export const scoreTable = (heading: string, whole: ScoreChange, shares: readonly ScoreShare[]): string => {
  if (shares.length < 2) return '';
  const shown = shares.length > MOST + 1 ? shares.slice(0, MOST) : shares;
  const parts = SCORE_PARTS.filter((part) => shares.some((share) => share[part] !== 0));
  const rest = shares.length - shown.length;
  const rows = [
    ...shown.map((share) => cellsOf(share.subject, share, parts)),
    ...(rest === 0 ? [] : [cellsOf(`${rest} others`, restOf(whole, shown), parts)]),
    cellsOf('all', whole, parts),
  ];
  const columns = [...parts.map((part) => PART_NAMES[part].toUpperCase()), 'CHANGE'];
  return table([{ heading }, ...columns.map((name) => ({ heading: name, numeric: true }))], rows);
};
