import type { Truth } from '../truth.js';

/** What a measurement is given. */
export interface Order {
  readonly truth: Truth;
  /** Where reports may lie. */
  readonly folder: string;
  /** How often it scans, where it compares scans. */
  readonly rounds: number;
  /** How long nmap alone may take. */
  readonly nmapMinutes: number;
  readonly say: (text: string) => void;
}
