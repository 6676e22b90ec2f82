export { acceptedUntil } from './accepted-until.js';
export { acceptanceTable, historyTable, trendTable, type HistoryFinding } from './history-table.js';
export { historyReport, reportedOfHistory, type ToldHistory } from './history-report.js';
export { comparisonText } from './comparison-text.js';
export { cellsOf as entryCells, headingsOf as entryHeadings } from './entries/columns.js';
export { entryComparisonCsv, entryComparisonText, type EntryTotals } from './entries/entry-comparison.js';
export { ENTRY_FORMATS, renderEntries, type EntryFormat } from './entries/entry-list.js';
export { ENTRY_NAMES } from './entries/words.js';
export { REPORT_FORMATS, renderReport, type ReportFormat } from './formats/render-report.js';
export { MAP_FORMATS, renderMaps, type MapFormat, type TitledMap } from './map/render-maps.js';
export { mapComparisonText } from './map-comparison-text.js';
export { mapText } from './map-text.js';
export { isSimulated, shortPlaceOf } from './report-facts.js';
export { scorePartsText, scoreSentence } from './score-sentence.js';
export { printable, printableLines } from './printable.js';
export type {
  HistoryPoint,
  Report,
  ReportedComparison,
  ReportedFields,
  ReportedFinding,
  ReportedHost,
  ReportedPast,
  ReportHeader,
} from './report.js';
export { table, type Column } from './table.js';
export { terminalJson, terminalJsonList } from './terminal-json.js';
export { vulnerabilityDetails, vulnerabilityTable, type Summarised } from './vulnerability-table.js';
