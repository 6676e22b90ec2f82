export {
  acceptanceTable,
  historyTable,
  trendTable,
  type HistoryFinding,
  type HistoryPoint,
} from './history-table.js';
export { comparisonText } from './comparison-text.js';
export { mapComparisonText } from './map-comparison-text.js';
export { mapText } from './map-text.js';
export { scorePartsText, scoreSentence } from './score-sentence.js';
export { printable, printableLines } from './printable.js';
export { table, type Column } from './table.js';
export { vulnerabilityDetails, vulnerabilityTable, type Summarised } from './vulnerability-table.js';
