import type { Report } from '../report.js';

/** Every format in which the findings of a report are shown. */
export const REPORT_FORMATS = ['table', 'json', 'csv', 'sarif', 'junit', 'markdown', 'html'] as const;

/** The name of such a format. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * A report in a format, piece by piece. Every format holds the same findings; the code of one is loaded when it is
 * asked for.
 */
export const renderReport = async (format: ReportFormat, report: Report): Promise<Iterable<string>> => {
  switch (format) {
    case 'table':
      return (await import('./findings-table.js')).findingsTable(report);
    case 'json':
      return (await import('./findings-json.js')).findingsJson(report);
    case 'csv':
      return (await import('./findings-csv.js')).findingsCsv(report);
    case 'sarif':
      return (await import('./sarif/sarif.js')).sarif(report);
    case 'junit':
      return (await import('./junit.js')).junit(report);
    case 'markdown':
      return (await import('./markdown.js')).markdown(report);
    case 'html':
      return (await import('../html/html-report.js')).htmlReport(report);
  }
};
