import { parseReportDate } from '@openguard/model';
import { isHostKey, type CheckIdOf } from './identity.js';
import { judgePorts } from './judge-ports.js';
import { knownHost } from './known-host.js';
import { differences, pair } from './pair.js';
import {
  reasonOfChange,
  REASON_OF_REOPENED,
  REASON_OF_SAME,
  verdictOfAbsent,
  verdictOfNew,
  verdictOfStale,
} from './reason.js';
import type { ComparedFinding, HostFacts, KeyedRecord, SortedReport } from './report-record.js';
import { ReportSide } from './report-side.js';
import type { JudgedFinding, JudgedPort } from './verdict.js';

/** A port or a finding, and what became of it. */
export type Judged =
  | (JudgedPort & { readonly kind: 'port' })
  | (JudgedFinding & { readonly kind: 'finding'; readonly identity: string });

/** What a comparison knows besides its two reports. */
export interface JudgeOptions {
  /** Whether a finding, by its identity, had been seen before the older report and was fixed by then. */
  readonly wasFixed?: (identity: string) => boolean;
  /** Names the checks of findings, as it did for the records of both reports. */
  readonly checkIdOf?: CheckIdOf;
}

const factsOf = (records: readonly KeyedRecord[]): readonly HostFacts[] =>
  records.flatMap(({ record }) => (record.kind === 'host' ? [record.facts] : []));

const findingIn = ({ key, record }: KeyedRecord): ComparedFinding => {
  if (record.kind !== 'finding') throw new TypeError(`${key} is the key of no finding`);
  return record.finding;
};

/** The two of them, where each side holds one finding and both hold it in the same words. */
const sameText = (
  before: readonly KeyedRecord[],
  after: readonly KeyedRecord[],
): readonly [KeyedRecord, KeyedRecord] | undefined => {
  const [[one, another], [other, yetAnother]] = [before, after];
  if (one?.text === undefined || one.text !== other?.text) return undefined;
  return another === undefined && yetAnother === undefined && !isHostKey(one.key) ? [one, other] : undefined;
};

const findingsOf = (records: readonly KeyedRecord[]): readonly ComparedFinding[] =>
  records.flatMap(({ record }) => (record.kind === 'finding' ? [record.finding] : []));

/** One finding that two reports hold in the same words; neither is looked into unless somebody asks. */
class SameFinding implements JudgedFinding {
  readonly kind = 'finding';
  readonly verdict = 'same';
  readonly reason = REASON_OF_SAME;
  readonly #before: KeyedRecord;
  readonly #after: KeyedRecord;

  constructor(before: KeyedRecord, after: KeyedRecord) {
    this.#before = before;
    this.#after = after;
  }

  get identity(): string {
    return this.#after.key;
  }

  get before(): ComparedFinding {
    return findingIn(this.#before);
  }

  get finding(): ComparedFinding {
    return findingIn(this.#after);
  }
}

const judgePair = (before: ComparedFinding, finding: ComparedFinding): JudgedFinding => {
  const what = differences(before, finding);
  return what.length === 0
    ? { verdict: 'same', finding, before, reason: REASON_OF_SAME }
    : { verdict: 'changed', finding, before, what, reason: reasonOfChange(what, before, finding) };
};

/** Whether the newer document only says that somebody found it before the older report was made. */
const isStale = ({ lastFound }: ComparedFinding, { at }: ReportSide): boolean => {
  const found = parseReportDate(lastFound ?? '');
  return found !== undefined && at !== undefined && found < at;
};

function* judgeIdentity(
  older: ReportSide,
  newer: ReportSide,
  before: readonly ComparedFinding[],
  after: readonly ComparedFinding[],
  wasFixed: () => boolean,
): Generator<JudgedFinding, void, undefined> {
  const { both, onlyBefore, onlyAfter } = pair(before, after);
  for (const [one, other] of both) yield judgePair(one, other);
  for (const finding of onlyBefore)
    yield { finding, ...verdictOfAbsent(newer.silence.ofFinding(newer.host, finding)) };
  // One that is still there was never fixed, however many more of it there are now.
  const reopened = onlyAfter.length > 0 && before.length === 0 && wasFixed();
  for (const finding of onlyAfter) {
    const evidence = older.silence.ofFinding(older.host, finding);
    if (evidence.kind !== 'untested' && isStale(finding, older))
      yield { finding, ...verdictOfStale(finding.lastFound ?? '') };
    else if (reopened) yield { finding, verdict: 'reopened', reason: REASON_OF_REOPENED };
    else yield { finding, ...verdictOfNew(evidence) };
  }
}

const firstOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

/**
 * Judges every port and every finding of two reports, host by host, as both are walked through once: of reports that
 * are larger than memory, no more than one host's ports and one identity's findings are held. Throws a `RangeError`
 * when records are not sorted.
 */
export function* judgeReports(
  older: SortedReport,
  newer: SortedReport,
  { wasFixed = () => false, checkIdOf }: JudgeOptions = {},
): Generator<Judged, void, undefined> {
  const [left, right] = [new ReportSide(older, checkIdOf), new ReportSide(newer, checkIdOf)];
  try {
    let hostKey = '';
    for (;;) {
      const key = firstOf(left.key, right.key);
      if (key === undefined) return;
      const [before, after] = [left.take(key), right.take(key)];
      const alike = sameText(before, after);
      if (alike !== undefined) {
        yield new SameFinding(...alike);
        continue;
      }
      const [factsBefore, factsAfter] = [factsOf(before), factsOf(after)];
      if (factsBefore.length + factsAfter.length > 0) {
        [left.host, right.host] = [knownHost(factsBefore), knownHost(factsAfter)];
        hostKey = key;
        for (const judged of judgePorts(left, right)) yield { kind: 'port', ...judged };
      } else if (!key.startsWith(hostKey)) {
        [left.host, right.host] = [undefined, undefined];
      }
      const findings = judgeIdentity(left, right, findingsOf(before), findingsOf(after), () => wasFixed(key));
      for (const judged of findings) yield { kind: 'finding', identity: key, ...judged };
    }
  } finally {
    left.close();
    right.close();
  }
}
