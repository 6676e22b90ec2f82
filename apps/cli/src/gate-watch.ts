import type { Gate, GateSubject } from '@openguard/analytics';
import { printable } from '@openguard/render';
import { say, type Io } from './io.js';

/** The exit code when a threshold that the user set was crossed. */
const CROSSED = 1;

const wordsOf = ({ finding, verdict }: GateSubject): string => {
  const { section, id, ip, port, severity } = finding;
  const at = port === undefined ? '' : `:${port}`;
  const how = severity === undefined ? '' : `, severity ${severity}`;
  return `${verdict === undefined ? '' : `${verdict} `}${section} ${printable(id)} on ${printable(ip)}${at}${how}`;
};

/** Watches findings go by for those that meet the user's condition. Without a condition none does. */
export class GateWatch {
  readonly #gate: Gate | undefined;
  #count = 0;
  #first: GateSubject | undefined;

  constructor(gate: Gate | undefined) {
    this.#gate = gate;
  }

  see(subject: GateSubject): void {
    if (this.#gate?.holds(subject) !== true) return;
    this.#count += 1;
    this.#first ??= subject;
  }

  /** Says what was met, and gives the exit code. */
  tell(io: Io): number {
    if (this.#gate === undefined || this.#first === undefined) return 0;
    const count = this.#count === 1 ? '1 finding meets' : `${this.#count} findings meet`;
    say(
      io,
      `openguard: ${count} --fail-on ${printable(this.#gate.text)}; the first: ${wordsOf(this.#first)}`,
    );
    return CROSSED;
  }
}
