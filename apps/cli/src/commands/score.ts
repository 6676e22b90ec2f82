import { isCalledFixed, scoreOf } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, HeaderItem } from '@openguard/model';
import { renderReport } from '@openguard/render';
import { acceptedRisksFor, NO_RISKS } from '../accepted-risks.js';
import { SCAN_HELP, SCAN_OPTIONS, SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { knowledgeFor } from '../knowledge.js';
import { jsonLine } from '../output.js';
import { ReportCollector } from '../report-collector.js';
import {
  ACCEPTED_HELP,
  checkIdsFor,
  REPAIR_HELP,
  REPAIR_OPTIONS,
  REPORT_HELP,
  REPORT_OPTIONS,
  reportRequestOf,
} from '../report-request.js';
import { withReportWriter } from '../report-writer.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { readSource, sourceOf } from '../source.js';

/** The sample program *score*. */
export const score: Command = {
  name: 'score',
  usage: 'openguard score SOURCE [--format FORMAT] [--fail-on CONDITION]',
  help: `Adds up the severities of the vulnerabilities of a report (VULN alone, as the sample program does). SOURCE is a
reference, a target list (which is scanned and saved), a file or "-". Formats other than table and json hold the
vulnerabilities that add up to it. What the service that tells of it calls Fixed adds nothing.

${REPORT_HELP}${REPAIR_HELP}${ACCEPTED_HELP}${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard score scan/987659876.19876',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS, ...REPORT_OPTIONS, ...REPAIR_OPTIONS },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'score: give one SOURCE; see openguard score --help');
    const request = await reportRequestOf('score', invocation, 'one report');
    const { format, gate } = request;
    const listing = format !== undefined && format !== 'table' && format !== 'json' ? format : undefined;
    const asked = listing !== undefined || gate !== undefined || values['store'] !== undefined;
    // The number alone counts accepted risks, too.
    const risks = asked ? await acceptedRisksFor(invocation, request) : NO_RISKS;
    const knowledge = await knowledgeFor(invocation);
    keepGarbageSmall();
    let total = 0;
    let vulnerabilities = 0;
    let header: HeaderItem | undefined;
    let collector = new ReportCollector(request, false, risks);
    const begin = () => {
      total = 0;
      vulnerabilities = 0;
      collector = new ReportCollector(request, false, risks);
      return take;
    };
    const take = (item: DocumentItem): void => {
      if (item.kind === 'header') header = item;
      const counts = item.kind === 'finding' && item.section === 'vuln' && !isCalledFixed(item);
      if (listing !== undefined && counts) collector.add(item);
      else collector.look(item);
      if (!counts) return;
      total += scoreOf(item);
      vulnerabilities += 1;
    };
    // The number alone needs no texts, which are most of a report.
    const wanted =
      listing === undefined && gate === undefined
        ? { findings: { fields: [], sections: ['vuln' as const] } }
        : {};
    return withReportWriter(io, request, async (write) => {
      await readSource(invocation, await sourceOf(text), begin, { ...wanted, ...knowledge });
      if (listing !== undefined)
        await write(await renderReport(listing, collector.report(await checkIdsFor(request))));
      else if (format === 'json')
        await write([
          jsonLine({
            score: total,
            vulnerabilities,
            ref: header?.ref,
            target: header?.target,
            status: header?.keys['STATUS'],
            ...(collector.truncated ? { truncated: true } : {}),
            repaired: collector.repaired,
          }),
        ]);
      else await write([`${total}\n`]);
      return collector.tell(io);
    });
  },
};
