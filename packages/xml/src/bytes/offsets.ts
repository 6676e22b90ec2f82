/** From `from` on, each `step` bytes of a text were `sourceStep` bytes of its source, from `source` on. */
interface Run {
  readonly from: number;
  readonly source: number;
  readonly step: number;
  readonly sourceStep: number;
}

/** Runs that are not needed any more are dropped when there are this many. */
const MANY = 256;

const offsetIn = ({ from, source, step, sourceStep }: Run, position: number): number =>
  source + Math.floor((position - from) / step) * sourceStep;

/**
 * Leads positions in a text back to where they came from, after bytes were left out, replaced or decoded. A run
 * is noted only where something changes, so that a text like its source costs nothing.
 */
export class Offsets {
  #runs: Run[] = [{ from: 0, source: 0, step: 1, sourceStep: 1 }];

  /** What stands at `from` stood at `source`, and so on in these steps. Positions ascend from call to call. */
  note(from: number, source: number, step = 1, sourceStep = 1): void {
    const last = this.#runs.at(-1);
    const goesOn = last?.step === step && last.sourceStep === sourceStep && offsetIn(last, from) === source;
    if (!goesOn) this.#runs.push({ from, source, step, sourceStep });
  }

  /** Where in the source a position is. */
  of(position: number): number {
    const run = this.#runs[this.#indexOf(position)];
    return run === undefined ? position : offsetIn(run, position);
  }

  /** Nothing before this position is asked for any more. */
  forget(before: number): void {
    if (this.#runs.length < MANY) return;
    const first = this.#indexOf(before);
    // Half of them at least: then each is moved once on average.
    if (first * 2 > this.#runs.length) this.#runs = this.#runs.slice(first);
  }

  /** The last run that begins at the position or before it. */
  #indexOf(position: number): number {
    let low = 0;
    let high = this.#runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs[middle]?.from ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
