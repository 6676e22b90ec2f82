import { asWritten, type CheckIdOf } from './identity.js';
import type { Judged } from './judge.js';
import { ScoreLedger, type ScoreChange, type ScoreShare } from './score-change.js';
import type { JudgedFinding, Verdict } from './verdict.js';

/** How many there are of each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** The subject of the share that holds all hosts, or checks, for which there was no room. */
export const OTHERS = 'others';

/** A change of score, and where it comes from: each list of shares adds up to it, part by part. */
export interface ExplainedScore extends ScoreChange {
  /** Hosts and checks with a share, the greatest change first; a host's shares may cancel each other out. */
  readonly byHost: readonly ScoreShare[];
  readonly byCheck: readonly ScoreShare[];
}

/** What a comparison comes to. */
export interface Totals {
  readonly findings: VerdictCounts;
  readonly ports: VerdictCounts;
  /** Findings that are `fixed` by inference alone. */
  readonly inferred: number;
  /** Vulnerabilities that were not tested again. */
  readonly untestedVulnerabilities: number;
  readonly score: ExplainedScore;
}

type Counts = Record<Verdict, number>;

const none = (): Counts => ({
  new: 0,
  reopened: 0,
  changed: 0,
  'not tested': 0,
  fixed: 0,
  same: 0,
});

/** Shares of a change of score, up to so many; all further ones together. */
class Shares {
  readonly #ledgers = new Map<string, ScoreLedger>();
  readonly #others = new ScoreLedger();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(subject: string, judged: JudgedFinding): void {
    const known = this.#ledgers.get(subject);
    if (known !== undefined) {
      known.add(judged);
    } else if (this.#ledgers.size < this.#most) {
      const ledger = new ScoreLedger();
      if (ledger.add(judged)) this.#ledgers.set(subject, ledger);
    } else {
      this.#others.add(judged);
    }
  }

  list(): readonly ScoreShare[] {
    const named = [...this.#ledgers].map(([subject, ledger]): ScoreShare => ({ subject, ...ledger.sum() }));
    named.sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
    const others = { subject: OTHERS, ...this.#others.sum() };
    return this.#ledgers.size < this.#most ? named : [...named, others];
  }
}

/** Hosts and checks that are told apart: more would not fit a memory that does not grow. */
const MOST_SHARES = 50_000;

/** Adds up, judgement by judgement, what a comparison comes to. */
export class Tally {
  readonly #findings = none();
  readonly #ports = none();
  readonly #score = new ScoreLedger();
  readonly #hosts: Shares;
  readonly #checks: Shares;
  readonly #checkIdOf: CheckIdOf;
  #inferred = 0;
  #untested = 0;

  constructor({ checkIdOf = asWritten, most = MOST_SHARES }: { checkIdOf?: CheckIdOf; most?: number } = {}) {
    this.#checkIdOf = checkIdOf;
    this.#hosts = new Shares(most);
    this.#checks = new Shares(most);
  }

  add(judged: Judged): void {
    if (judged.kind === 'port') this.#ports[judged.verdict] += 1;
    else this.#addFinding(judged);
  }

  totals(): Totals {
    return {
      findings: { ...this.#findings },
      ports: { ...this.#ports },
      inferred: this.#inferred,
      untestedVulnerabilities: this.#untested,
      score: { ...this.#score.sum(), byHost: this.#hosts.list(), byCheck: this.#checks.list() },
    };
  }

  #addFinding(judged: JudgedFinding): void {
    this.#findings[judged.verdict] += 1;
    if (judged.verdict === 'same') return;
    if (judged.evidence === 'inferred') this.#inferred += 1;
    if (judged.verdict === 'not tested' && judged.finding.section === 'vuln') this.#untested += 1;
    if (!this.#score.add(judged)) return;
    this.#hosts.add(judged.finding.ip.trim(), judged);
    this.#checks.add(this.#checkIdOf(judged.finding).trim(), judged);
  }
}
