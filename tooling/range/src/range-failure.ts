/** What the range gives up on, in words for its reader. */
export class RangeFailure extends Error {
  override readonly name = 'RangeFailure';

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
