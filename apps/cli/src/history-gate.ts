import type { Gate } from '@openguard/analytics';
import type { OpenGuardError } from '@openguard/errors';
import { reportedOfHistory } from '@openguard/render';
import type { HistoryQuery, TrackedFinding } from '@openguard/service';
import { GateWatch } from './gate-watch.js';
import type { Io } from './io.js';

const asksForFixed = ({ verdicts }: Gate): boolean => verdicts.includes('fixed');

/** What has to be read of a history: what is shown, and all that a condition looks at besides. */
export const queryWith = (shown: HistoryQuery, gate: Gate | undefined): HistoryQuery => {
  if (gate === undefined) return shown;
  const { addresses, fixed } = shown;
  return {
    ...(addresses === undefined ? {} : { addresses }),
    information: true,
    fixed: fixed === true || asksForFixed(gate),
  };
};

/** Whether a finding that was read is to be shown. */
export const isShown = (
  { section, severity, state }: TrackedFinding,
  { fixed, information, severity: least }: HistoryQuery,
): boolean =>
  (fixed === true || state !== 'fixed') &&
  (information === true || section === 'vuln' || section === 'practice') &&
  (least === undefined || severity >= least);

/** Watches the findings of a history go by, those that are not shown, too. */
export class HistoryWatch {
  readonly #watch: GateWatch;
  readonly #gate: Gate | undefined;

  constructor(gate: Gate | undefined) {
    this.#gate = gate;
    this.#watch = new GateWatch(gate);
  }

  see(finding: TrackedFinding): void {
    if (this.#gate === undefined || (finding.state === 'fixed' && !asksForFixed(this.#gate))) return;
    this.#watch.see(reportedOfHistory(finding, () => undefined));
  }

  /** Says what met the condition, and gives the exit code. `lack`: why the history is not all, if it is not. */
  tell(io: Io, simulated: boolean, lack?: OpenGuardError): number {
    return this.#watch.tell(io, simulated, lack);
  }
}
