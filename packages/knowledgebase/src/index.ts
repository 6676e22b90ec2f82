export { CHECKS, entryOf } from './catalogue.js';
export type { CheckEntry } from './check-entry.js';
export { gradeOf, type Certainty, type Grade } from './grade.js';
export { pciOf, type PciVerdict } from './pci.js';
export { cveReference, referencesOf } from './references.js';
export { explainRule, RULES, severityOfRule } from './rule.js';
