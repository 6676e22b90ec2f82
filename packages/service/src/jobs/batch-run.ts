/**
 * What the run of a batch tells: how far it is, and the seconds left where they can be foretold; what did not answer
 * (all of it each time); or that the batch has ended elsewhere, so that nothing of what is done counts.
 */
type BatchEvent =
  | { readonly progress: number; readonly secondsLeft?: number | undefined }
  | { readonly notAlive: string }
  | 'superseded';

/** A run of a batch. It stores what it finds by itself; it ends only when the batch is done, and rejects otherwise. */
export type BatchRun = AsyncGenerator<BatchEvent, void, undefined>;
