import type { ChangeKind } from './verdict.js';
import type { ComparedFinding } from './report-record.js';

/** What a result says, blanks and the order of lines aside. */
const essenceOf = (result: string | undefined): string =>
  (result ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .sort()
    .join('\n');

/** Of information only presence is compared: what it says changes with every scan. */
const resultOf = ({ section, result }: ComparedFinding): string => (section === 'info' ? '' : (result ?? ''));

const isSameResult = (one: ComparedFinding, other: ComparedFinding): boolean =>
  resultOf(one) === resultOf(other) || essenceOf(resultOf(one)) === essenceOf(resultOf(other));

/** Lists of detections may be asked for without results. */
const leavesResultOut = ({ status, result }: ComparedFinding): boolean =>
  status !== undefined && result === undefined;

/** Everything in which two findings of one identity differ. */
export const differences = (before: ComparedFinding, after: ComparedFinding): readonly ChangeKind[] => [
  ...(before.severity === after.severity ? [] : (['severity'] as const)),
  ...(before.section === 'practice' && after.section === 'vuln' ? (['confirmed'] as const) : []),
  ...(before.section === 'vuln' && after.section === 'practice' ? (['doubted'] as const) : []),
  ...(leavesResultOut(before) || leavesResultOut(after) || isSameResult(before, after)
    ? []
    : (['result'] as const)),
];

/** The findings of one identity in two reports, each with its counterpart. */
export interface Pairs {
  readonly both: readonly (readonly [before: ComparedFinding, after: ComparedFinding])[];
  readonly onlyBefore: readonly ComparedFinding[];
  readonly onlyAfter: readonly ComparedFinding[];
}

interface Candidate {
  readonly finding: ComparedFinding;
  readonly result: string;
  readonly whole: string;
}

const candidatesOf = (findings: readonly ComparedFinding[]): readonly Candidate[] =>
  findings
    .map((finding): Candidate => {
      const result = essenceOf(resultOf(finding));
      return { finding, result, whole: JSON.stringify([finding.severity ?? 0, finding.section, result]) };
    })
    .sort((one, other) => (one.whole < other.whole ? -1 : one.whole > other.whole ? 1 : 0));

/** Takes out the pairs that `alike` says have something in common, as many as there are on both sides. */
const match = (
  before: readonly Candidate[],
  after: readonly Candidate[],
  alike: (candidate: Candidate) => string,
): {
  readonly both: readonly (readonly [Candidate, Candidate])[];
  readonly before: readonly Candidate[];
  readonly after: readonly Candidate[];
} => {
  const waiting = Map.groupBy(after.toReversed(), alike);
  const taken = new Set<Candidate>();
  const left: Candidate[] = [];
  const both = before.flatMap((one): readonly (readonly [Candidate, Candidate])[] => {
    const other = waiting.get(alike(one))?.pop();
    if (other === undefined) {
      left.push(one);
      return [];
    }
    taken.add(other);
    return [[one, other]];
  });
  return { both, before: left, after: after.filter((candidate) => !taken.has(candidate)) };
};

/**
 * Finds counterparts among the findings of one identity, as multisets: those that are equal first, then those with the
 * same result, then by severity, kind and result, whatever their order in the reports.
 */
export const pair = (before: readonly ComparedFinding[], after: readonly ComparedFinding[]): Pairs => {
  if (before.length === 0 || after.length === 0) return { both: [], onlyBefore: before, onlyAfter: after };
  const [one, other] = [before[0], after[0]];
  if (before.length === 1 && after.length === 1 && one !== undefined && other !== undefined)
    return { both: [[one, other]], onlyBefore: [], onlyAfter: [] };
  const equal = match(candidatesOf(before), candidatesOf(after), ({ whole }) => whole);
  const similar = match(equal.before, equal.after, ({ result }) => result);
  const rest = match(similar.before, similar.after, () => '');
  const finding = (candidate: Candidate): ComparedFinding => candidate.finding;
  return {
    both: [equal, similar, rest].flatMap(({ both }) =>
      both.map(([first, second]) => [finding(first), finding(second)] as const),
    ),
    onlyBefore: rest.before.map(finding),
    onlyAfter: rest.after.map(finding),
  };
};
