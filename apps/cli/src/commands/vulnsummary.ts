import { worstFirst } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import type { FindingItem } from '@openguard/model';
import { vulnerabilityDetails, vulnerabilityTable } from '@openguard/render';
import { SCAN_HELP, SCAN_OPTIONS, SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { write, writeAll, writeJsonList } from '../output.js';
import { readSource, sourceOf } from '../source.js';

/** The sample program *vulnsummary*. */
export const vulnsummary: Command = {
  name: 'vulnsummary',
  usage: 'openguard vulnsummary SOURCE [--long]',
  help: `Lists every vulnerability of a report, worst first: host, severity, id, title, CVE identifiers. SOURCE is a
reference, a target list (which is scanned and saved), a file or "-".

  --long                          with the descriptions
${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard vulnsummary report.xml --long',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS, long: { type: 'boolean' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'vulnsummary: give one SOURCE; see openguard vulnsummary --help');
    let found: FindingItem[] = [];
    await readSource(invocation, await sourceOf(text), () => {
      const these: FindingItem[] = [];
      found = these;
      return (item) => {
        if (item.kind === 'finding' && item.section === 'vuln') these.push(item);
      };
    });
    const sorted = worstFirst(found);
    if (values['json'] === true)
      await writeJsonList(
        io,
        sorted.map(({ ip, severity, id, title, cve, port, diagnosis, consequence, solution, result }) => ({
          ip,
          severity,
          id,
          title,
          cve,
          port,
          diagnosis,
          consequence,
          solution,
          result,
        })),
      );
    else if (values['long'] === true && sorted.length > 0) await writeAll(io, vulnerabilityDetails(sorted));
    else await write(io, vulnerabilityTable(sorted));
    return 0;
  },
};
