import { OpenGuardError } from '@openguard/errors';
import type { MapReportItem } from '@openguard/model';
import { mapReportList, type Pair } from '@openguard/protocol';
import { table } from '@openguard/render';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { say } from '../io.js';
import { write, writeJson } from '../output.js';
import { requested } from '../requested.js';

/** map_report_list.php. */
export const maps: Command = {
  name: 'maps',
  usage: 'openguard maps [--domain DOMAIN] [--last]',
  help: `Lists the saved maps, newest first. "openguard map REF" shows one of them.

  --domain DOMAIN                 only maps of this domain
  --last                          only the last one
${SERVER_HELP}`,
  example: 'openguard maps --domain example.org --last',
  options: { ...SERVER_OPTIONS, domain: { type: 'string' }, last: { type: 'boolean' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    if (positionals.length > 0)
      throw new OpenGuardError('OG_USAGE', 'maps takes no arguments; see openguard maps --help');
    const { domain, last } = values;
    const request = requested('maps', mapReportList, [
      ...(last === true ? [['last', 'yes'] satisfies Pair] : []),
      ...(typeof domain === 'string' ? [['domain', domain] satisfies Pair] : []),
    ]);
    const found: MapReportItem[] = [];
    await withClient(invocation, async (client) => {
      const reply = await client.call(mapReportList, request, { signal: io.signal });
      await consume(reply.items(), (item) => {
        if (item.kind === 'map') found.push(item);
      });
    });
    if (values['json'] === true) {
      await writeJson(
        io,
        found.map(({ ref, date, domain: mapped, status, title }) => ({
          ref,
          date,
          domain: mapped,
          status,
          title,
        })),
      );
    } else if (found.length === 0) {
      say(io, 'No saved maps. Only maps with --save (save_report=yes) are kept.');
    } else {
      await write(
        io,
        table(
          [
            { heading: 'REFERENCE' },
            { heading: 'DATE' },
            { heading: 'DOMAIN' },
            { heading: 'STATUS' },
            { heading: 'TITLE' },
          ],
          found.map(({ ref, date, domain: mapped, status = '-', title = '-' }) => [
            ref,
            date,
            mapped,
            status,
            title,
          ]),
        ),
      );
    }
    return 0;
  },
};
