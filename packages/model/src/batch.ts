import * as t from 'io-ts';
import { JobReference } from './kept-job.js';

/** Where a batch stands. `failed`: it ended before all of its targets were looked at. */
export const BatchState = t.keyof({ open: null, done: null, failed: null }, 'BatchState');
export type BatchState = t.TypeOf<typeof BatchState>;

/**
 * A part of a job that one worker does in one go. A map has one, of number 0.
 *
 * - `targets`: its part of the job's addresses as a target list; empty text for a map.
 * - `attempts`: how often it was begun.
 * - `progress`: how far it is, 0 to 1.
 * - `notAlive`: a target list of those that did not answer, known when it has ended.
 * - `failure`: why it failed, as the report says it.
 */
export const Batch = t.readonly(
  t.intersection([
    t.type({
      ref: JobReference,
      number: t.number,
      targets: t.string,
      state: BatchState,
      attempts: t.number,
      progress: t.number,
      notAlive: t.string,
    }),
    t.partial({ failure: t.string }),
  ]),
  'Batch',
);
export type Batch = t.TypeOf<typeof Batch>;
