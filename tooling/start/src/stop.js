/** Ends the run: one line for people (what, where, what to do) and an exit code. No line: all has been said. */
export class Stop extends Error {
  /**
   * @param {number} exitCode
   * @param {string} line
   */
  constructor(exitCode, line) {
    super(line);
    this.exitCode = exitCode;
  }
}

/** The exit code of wrong usage. */
export const USAGE = 2;

/** The exit code of a run that a signal ended. */
export const INTERRUPTED = 130;
