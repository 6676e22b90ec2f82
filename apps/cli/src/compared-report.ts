import { attentionKey, type CheckIdOf, type Comparison, type Judged } from '@openguard/analytics';
import { scorePartsText, type Report, type ReportHeader } from '@openguard/render';
import { GateWatch } from './gate-watch.js';
import { ReportBackground } from './report-background.js';
import type { ReportRequest } from './report-request.js';
import { VERSION } from './version.js';

type JudgedFinding = Extract<Judged, { readonly kind: 'finding' }>;

const NAMELESS: ReportHeader = { ref: '', keys: {} };

/** Whether a comparison is asked for in a format that lists every finding. */
const isListing = ({ format }: ReportRequest): boolean => format !== undefined && format !== 'json';

/** Takes what became of every finding between two reports, for those who show it or fail on it. */
export class ComparedReport {
  readonly watch: GateWatch;
  /** Whether every finding is listed, with what is told of it, which then has to be read. */
  readonly listing: boolean;
  readonly #request: ReportRequest;
  readonly #judged: { readonly key: string; readonly one: JudgedFinding }[] = [];
  #older: ReportBackground;
  #newer: ReportBackground;

  constructor(request: ReportRequest) {
    this.#request = request;
    this.watch = new GateWatch(request.gate);
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
    this.watch.see(judged);
    if (this.listing) this.#judged.push({ key: attentionKey(judged), one: judged });
  };

  report({ oldScore, newScore, totals }: Comparison, checkIdOf: CheckIdOf): Report {
    this.#judged.sort(({ key: one }, { key: other }) => (one < other ? -1 : one > other ? 1 : 0));
    const { gate } = this.#request;
    const parts = scorePartsText(totals.score);
    const untested = totals.untestedVulnerabilities;
    return {
      ...this.#newer.around(),
      findings: this.#judged.map(({ one }) => one),
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
