import type { CheckEntry } from './check-entry.js';

/** An entry as its author writes it: the severity follows from the rule. */
export type CheckText = Omit<CheckEntry, 'severity' | 'cve' | 'extension'> &
  Partial<Pick<CheckEntry, 'cve' | 'extension'>>;
