import { attentionKey, type CheckIdOf, type Comparison, type Judged } from '@openguard/analytics';
import { scorePartsText, type Report, type ReportedFinding, type ReportHeader } from '@openguard/render';
import type { AcceptedBy, AcceptedRisks } from './accepted-risks.js';
import { GateWatch } from './gate-watch.js';
import type { Io } from './io.js';
import type { knowledgeFor } from './knowledge.js';
import { ReportBackground } from './report-background.js';
import type { ReportRequest } from './report-request.js';
import { VERSION } from './version.js';

type JudgedFinding = Extract<Judged, { readonly kind: 'finding' }>;

const NAMELESS: ReportHeader = { ref: '', keys: {} };

/** Whether a comparison is asked for in a format that lists every finding. */
const isListing = ({ format }: ReportRequest): boolean => format !== undefined && format !== 'json';

/** What is shown of a judgement, with the acceptance that its finding is under. */
const reportedOf = (judged: JudgedFinding, acceptedBy: AcceptedBy): ReportedFinding => {
  const accepted = acceptedBy(judged.finding);
  if (accepted === undefined) return judged;
  // A judgement may have its parts as getters, which a copy would lose.
  const { finding, verdict, before, evidence, reason } = judged;
  return {
    ...{ finding, verdict, reason, accepted },
    ...(before === undefined ? {} : { before }),
    ...(evidence === undefined ? {} : { evidence }),
  };
};

/** Takes what became of every finding between two reports, for those who show it or fail on it. */
export class ComparedReport {
  /** Whether every finding is listed, with what is told of it, which then has to be read. */
  readonly listing: boolean;
  /** What a knowledge base says of checks, for documents that do not. */
  readonly knowledge: Awaited<ReturnType<typeof knowledgeFor>>;
  readonly #request: ReportRequest;
  readonly #risks: AcceptedRisks;
  readonly #watch: GateWatch;
  readonly #judged: { readonly key: string; readonly one: JudgedFinding }[] = [];
  #older: ReportBackground;
  #newer: ReportBackground;

  constructor(request: ReportRequest, risks: AcceptedRisks, knowledge: ComparedReport['knowledge']) {
    this.knowledge = knowledge;
    this.#request = request;
    this.#risks = risks;
    this.#watch = new GateWatch(request.gate, risks);
    this.listing = isListing(request);
    this.#older = this.#background();
    this.#newer = this.#background();
  }

  /** Gives what keeps the background of the next report; the last two count, the older first. */
  readonly next = (): ReportBackground => {
    this.#older = this.#newer;
    this.#newer = this.#background();
    return this.#newer;
  };

  readonly see = (judged: Judged): void => {
    if (judged.kind !== 'finding') return;
    this.#watch.see(judged);
    if (this.listing) this.#judged.push({ key: attentionKey(judged), one: judged });
  };

  /** Whether the newer report says that it is of a simulated estate. */
  get simulated(): boolean {
    return this.#newer.simulated;
  }

  /** How many faults of the older and of the newer document were mended, if any were. */
  get repaired(): readonly (number | undefined)[] {
    return [this.#older.repaired, this.#newer.repaired];
  }

  /** Tells which acceptance a finding of these reports is under. */
  get acceptedBy(): AcceptedBy {
    return this.#risks[this.simulated ? 'simulated' : 'real'];
  }

  /** Says what met the condition, and gives the exit code. */
  tell(io: Io): number {
    return this.#watch.tell(io, this.simulated, this.#newer.lack);
  }

  report({ oldScore, newScore, totals }: Comparison, checkIdOf: CheckIdOf): Report {
    this.#judged.sort(({ key: one }, { key: other }) => (one < other ? -1 : one > other ? 1 : 0));
    const { gate } = this.#request;
    const parts = scorePartsText(totals.score);
    const untested = totals.untestedVulnerabilities;
    return {
      ...this.#newer.around(),
      findings: this.#judged.map(({ one }) => reportedOf(one, this.acceptedBy)),
      checkIdOf,
      version: VERSION,
      comparison: {
        older: this.#older.around().header ?? NAMELESS,
        oldScore,
        newScore,
        explanation: [
          ...(parts === '' ? [] : [`The change is made of ${parts}.`]),
          ...(untested === 0
            ? []
            : [
                `Vulnerabilities that were not tested again: ${untested}, ${totals.score.notTested}, no gain.`,
              ]),
        ],
      },
      ...(gate === undefined ? {} : { gate }),
    };
  }

  #background(): ReportBackground {
    return new ReportBackground(this.#request.format === 'html');
  }
}
