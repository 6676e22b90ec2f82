import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { renderReport, vulnerabilityDetails, vulnerabilityTable } from '@openguard/render';
import { acceptedRisksFor } from '../accepted-risks.js';
import { SCAN_HELP, SCAN_OPTIONS, SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { knowledgeFor } from '../knowledge.js';
import { ReportCollector } from '../report-collector.js';
import {
  ACCEPTED_HELP,
  checkIdsFor,
  REPORT_HELP,
  REPORT_OPTIONS,
  reportRequestOf,
} from '../report-request.js';
import { withReportWriter } from '../report-writer.js';
import { readSource, sourceOf } from '../source.js';

/** The sample program *vulnsummary*. */
export const vulnsummary: Command = {
  name: 'vulnsummary',
  usage: 'openguard vulnsummary SOURCE [--long] [--format FORMAT] [--fail-on CONDITION]',
  help: `Lists every vulnerability of a report, worst first: host, severity, id, title, CVE identifiers. SOURCE is a
reference, a target list (which is scanned and saved), a file or "-": a scan report, a list of detections, an asset report
or what is known of a host. What the service calls a finding is shown; one that it calls Fixed meets no condition but one
that asks for status.

  --long                          with the descriptions
  --all                           potential vulnerabilities, services and information, too
${REPORT_HELP}${ACCEPTED_HELP}${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard vulnsummary report.xml --format html -o report.html',
  options: {
    ...SERVER_OPTIONS,
    ...SCAN_OPTIONS,
    ...REPORT_OPTIONS,
    long: { type: 'boolean' },
    all: { type: 'boolean' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'vulnsummary: give one SOURCE; see openguard vulnsummary --help');
    const request = reportRequestOf('vulnsummary', invocation, 'one report');
    const all = values['all'] === true;
    const risks = await acceptedRisksFor(invocation, request);
    const knowledge = await knowledgeFor(invocation);
    return withReportWriter(io, request, async (write) => {
      let collector = new ReportCollector(request, all, risks);
      const begin = () => {
        const fresh = new ReportCollector(request, all, risks);
        collector = fresh;
        return (item: DocumentItem) => fresh.add(item);
      };
      await readSource(invocation, await sourceOf(text), begin, knowledge);
      if (request.format !== undefined && request.format !== 'table')
        await write(await renderReport(request.format, collector.report(await checkIdsFor(request))));
      else if (values['long'] === true && collector.findings().length > 0)
        await write(vulnerabilityDetails(collector.findings()));
      else if (all) await write(await renderReport('table', collector.report(undefined)));
      else await write([vulnerabilityTable(collector.findings())]);
      return collector.tell(io);
    });
  },
};
