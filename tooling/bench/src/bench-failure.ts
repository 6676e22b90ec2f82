const FAILED = 1;

/** A bench that has nothing honest to say: its message is one line for people. */
export class BenchFailure extends Error {
  override readonly name = 'BenchFailure';

  /** @param exitCode 2 where the command line is at fault */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = FAILED,
  ) {
    super(message);
  }
}
