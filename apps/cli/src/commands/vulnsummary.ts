import { entryUrgency } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { renderReport, vulnerabilityDetails, vulnerabilityTable } from '@openguard/render';
import { acceptedRisksFor } from '../accepted-risks.js';
import {
  SCAN_HELP,
  SCAN_OPTIONS,
  SERVER_HELP,
  SERVER_OPTIONS,
  type Command,
  type Invocation,
} from '../command.js';
import { EntryCollector } from '../entry-collector.js';
import { knowledgeFor } from '../knowledge.js';
import { ReportCollector } from '../report-collector.js';
import {
  ACCEPTED_HELP,
  checkIdsFor,
  REPAIR_HELP,
  REPAIR_OPTIONS,
  REPORT_HELP,
  REPORT_OPTIONS,
  reportRequestOf,
  type ReportRequest,
} from '../report-request.js';
import { withReportWriter } from '../report-writer.js';
import { ENTRY_ROOTS, FINDING_ROOTS, readSource, sourceOf } from '../source.js';
import { tellEntries } from '../tell-entries.js';

const ROOTS = [...FINDING_ROOTS, ...ENTRY_ROOTS];

/** What is shown of a report. */
const shown = async (
  { values }: Invocation,
  request: ReportRequest,
  collector: ReportCollector,
): Promise<Iterable<string>> => {
  const { format } = request;
  if (format !== undefined && format !== 'table')
    return renderReport(format, collector.report(await checkIdsFor(request)));
  const findings = collector.findings();
  if (values['long'] === true && findings.length > 0) return vulnerabilityDetails(findings);
  return values['all'] === true
    ? renderReport('table', collector.report(undefined))
    : [vulnerabilityTable(findings)];
};

/** The sample program *vulnsummary*. */
export const vulnsummary: Command = {
  name: 'vulnsummary',
  usage: 'openguard vulnsummary SOURCE [--long] [--format FORMAT] [--fail-on CONDITION]',
  help: `Lists every vulnerability of a report, worst first: host, severity, id, title, CVE identifiers. SOURCE is a
reference, a target list (which is scanned and saved), a file or "-": a scan report, a list of detections, an asset report
or what is known of a host. What the service calls a finding is shown; one that it calls Fixed meets no condition but one
that asks for status.

A file may also be a list of checks (a knowledge base), of remediation tickets, of postures or of authentication records:
it is told as table, json or csv, the worst and what is still open first.

  --long                          with the descriptions
  --all                           potential vulnerabilities, services and information, too
${REPORT_HELP}${REPAIR_HELP}${ACCEPTED_HELP}${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard vulnsummary report.xml --format html -o report.html',
  options: {
    ...SERVER_OPTIONS,
    ...SCAN_OPTIONS,
    ...REPORT_OPTIONS,
    ...REPAIR_OPTIONS,
    long: { type: 'boolean' },
    all: { type: 'boolean' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'vulnsummary: give one SOURCE; see openguard vulnsummary --help');
    const request = await reportRequestOf('vulnsummary', invocation, 'one report');
    const all = values['all'] === true;
    const risks = await acceptedRisksFor(invocation, request);
    const knowledge = await knowledgeFor(invocation);
    const entries = new EntryCollector(entryUrgency);
    try {
      return await withReportWriter(io, request, async (write) => {
        let collector = new ReportCollector(request, all, risks);
        const begin = () => {
          const fresh = new ReportCollector(request, all, risks);
          collector = fresh;
          const take = entries.begin();
          return (item: DocumentItem) => {
            fresh.add(item);
            take(item);
          };
        };
        await readSource(invocation, await sourceOf(text), begin, { ...knowledge, roots: ROOTS });
        const list = entries.list();
        if (list === undefined) {
          await write(await shown(invocation, request, collector));
          return collector.tell(io);
        }
        await tellEntries('vulnsummary', invocation, request, list, write);
        return 0;
      });
    } finally {
      entries.close();
    }
  },
};
