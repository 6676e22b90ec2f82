import type { Gate, GateSubject } from '@openguard/analytics';
import { exitCodeOf, OpenGuardError } from '@openguard/errors';
import { acceptedUntil, printable, shortPlaceOf } from '@openguard/render';
import { NO_RISKS, type AcceptedBy, type AcceptedRisks } from './accepted-risks.js';
import { say, type Io } from './io.js';

/** The exit code when a threshold that the user set was crossed. */
const CROSSED = 1;

const wordsOf = ({ finding, verdict }: GateSubject): string => {
  const { section, id, severity } = finding;
  const how = severity === undefined ? '' : `, severity ${severity}`;
  return `${verdict === undefined ? '' : `${verdict} `}${section} ${printable(id)} on ${shortPlaceOf(finding)}${how}`;
};

const counted = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`);

/** Whether a document names the check of a finding by its number alone. */
const isUnexplained = ({ finding: { section, title, category, cve } }: GateSubject): boolean =>
  section !== 'info' && title === '' && category === '' && cve.length === 0;

/** A judgement may have its parts as getters, which a copy would lose. */
const withAcceptance = (subject: GateSubject, acceptedBy: AcceptedBy): GateSubject => {
  const { finding, verdict, accepted = acceptedBy(finding) } = subject;
  if (accepted === undefined) return subject;
  const { before } = subject;
  return {
    ...{ finding, accepted },
    ...(verdict === undefined ? {} : { verdict }),
    ...(before === undefined ? {} : { before }),
  };
};

/** What met a condition, and what of that was let through. */
class Met {
  failing = 0;
  first: GateSubject | undefined;
  spared = 0;
  firstUntil = Number.POSITIVE_INFINITY;

  see(gate: Gate, subject: GateSubject): void {
    if (gate.holds(subject)) {
      this.failing += 1;
      this.first ??= subject;
    }
    if (!gate.letsThrough(subject) || subject.accepted === undefined) return;
    this.spared += 1;
    this.firstUntil = Math.min(this.firstUntil, subject.accepted.until);
  }

  words({ text }: Gate): string {
    const condition = `--fail-on ${printable(text)}`;
    const until = this.spared === 0 ? '' : `until ${acceptedUntil({ until: this.firstUntil })}`;
    if (this.first === undefined)
      return `${counted(this.spared)} would meet ${condition}, let through: accepted ${until}${this.spared === 1 ? '' : ' at the earliest'}`;
    const more =
      this.spared === 0
        ? ''
        : `; ${this.spared} more let through, accepted ${until}${this.spared === 1 ? '' : ' at the earliest'}`;
    const meet = this.failing === 1 ? 'meets' : 'meet';
    return `${counted(this.failing)} ${meet} ${condition}; the first: ${wordsOf(this.first)}${more}`;
  }
}

/**
 * Watches findings go by for those that meet the user's condition. Without a condition none does. Whether a report is
 * of a simulated estate, and so which risks are accepted, may be known at its end alone.
 */
export class GateWatch {
  readonly #gate: Gate | undefined;
  readonly #risks: AcceptedRisks;
  #unexplained = 0;
  readonly #met = { real: new Met(), simulated: new Met() };

  constructor(gate: Gate | undefined, risks: AcceptedRisks = NO_RISKS) {
    this.#gate = gate;
    this.#risks = risks;
  }

  see(subject: GateSubject): void {
    if (this.#gate === undefined) return;
    if (isUnexplained(subject)) this.#unexplained += 1;
    for (const kind of ['real', 'simulated'] as const) {
      this.#met[kind].see(this.#gate, withAcceptance(subject, this.#risks[kind]));
    }
  }

  /**
   * Says what was met in a report that is or is not simulated, and gives the exit code. `lack`: why it is not all, of which
   * nobody can say that nothing in it meets the condition. Throws `OG_USAGE` when the condition asks for what the document
   * does not tell.
   */
  tell(io: Io, simulated: boolean, lack?: OpenGuardError): number {
    // A condition that nothing can meet, since nobody says what the findings are, must not read as passed.
    if (this.#gate?.explained === true && this.#unexplained > 0)
      throw new OpenGuardError(
        'OG_USAGE',
        `--fail-on ${printable(this.#gate.text)}: ${counted(this.#unexplained)} of the document have no title, category and CVE that could be compared; give --kb FILE`,
      );
    const met = this.#met[simulated ? 'simulated' : 'real'];
    if (this.#gate === undefined) return 0;
    if (met.failing + met.spared > 0) say(io, `openguard: ${met.words(this.#gate)}`);
    if (met.failing > 0) return CROSSED;
    if (lack === undefined) return 0;
    say(
      io,
      `openguard: nothing in what there is meets --fail-on ${printable(this.#gate.text)}, and what is missing may: ${printable(lack.message)}`,
    );
    return exitCodeOf(lack.code);
  }
}
