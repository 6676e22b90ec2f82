import { readFileSync } from 'node:fs';
import type { Cost } from './compare-cost.js';
import type { Drawn } from './draw-map.js';
import type { Graded } from './graded.js';
import type { Repeats } from './repeat-scans.js';
import type { Silence } from './scan-silent.js';

/** What of a range can be measured, each in a range of its own; in the order of the tables. */
export const MEASUREMENTS = [
  'found',
  'vuln',
  'safe',
  'vuln-same-ports',
  'safe-same-ports',
  'map',
  'cost',
  'repeat',
  'silent',
] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

/** Whether a text names something that can be measured. */
export const isMeasurement = (text: string): text is Measurement =>
  MEASUREMENTS.some((known) => known === text);

/** What was measured; what was not is absent. */
export interface Measured {
  readonly seed: number;
  readonly graded: Partial<Record<Measurement, readonly Graded[]>>;
  readonly map?: Drawn;
  readonly cost?: Cost;
  readonly repeat?: Repeats;
  readonly silent?: Silence;
}

/** Two measurements of one range as one; the second replaces what the first one has, too. */
export const together = (before: Measured, after: Measured): Measured => ({
  ...before,
  ...after,
  graded: { ...before.graded, ...after.graded },
});

/** What an earlier run of this program measured and wrote as JSON. */
export const readMeasured = (file: string): Measured => JSON.parse(readFileSync(file, 'utf8')) as Measured;
