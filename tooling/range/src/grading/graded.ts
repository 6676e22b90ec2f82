import type { Grade } from './grade.js';

/** One scan of the range, graded. */
export interface Graded {
  readonly name: string;
  readonly grade: Grade;
  readonly seconds?: number;
  /** Whether it was stopped before its end, since it took too long. */
  readonly cut?: boolean;
  /** Whether this scan is a record of the set-aside weaknesses alone. */
  readonly setAsideOnly?: true;
}
