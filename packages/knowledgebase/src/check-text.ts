import type { CheckEntry } from './check-entry.js';

/** An entry as its author writes it: the severity follows from the rule. */
export type CheckText = Omit<CheckEntry, 'severity' | 'cve' | 'references' | 'extension'> &
  Partial<Pick<CheckEntry, 'cve' | 'references' | 'extension'>>;
