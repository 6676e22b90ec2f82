export { CHECKS, entryOf } from './catalogue.js';
export type { CheckEntry } from './check-entry.js';
export type { FeedFault } from './feed/json-records.js';
export { describeFeedFault, readFeed, type FeedItem } from './feed/read-feed.js';
export { gradeOf, type Certainty, type Grade } from './grade.js';
export { affects, isAmong } from './known/affects.js';
export { parseCpe, type ProductVersion } from './known/cpe.js';
export { isVague, softwareNames, type SoftwareNames } from './known/software-names.js';
export { compareVersions } from './known/version-order.js';
export { pciOf, type PciVerdict } from './pci.js';
export { cveReference, referencesOf } from './references.js';
export { explainRule, RULES, scoreOf, severityOfRule } from './rule.js';
export {
  entryOfFinding,
  namesOfCheck,
  numberOfCheck,
  sectionOf,
  textIdOf,
  vulnerabilityOfCheck,
} from './text-id.js';
