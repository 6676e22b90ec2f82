import { OpenGuardError } from '@openguard/errors';
import type { ReportItem } from '@openguard/model';
import { scanReportList } from '@openguard/protocol';
import { table } from '@openguard/render';
import { describeTargetFault, parseAddress, type Address } from '@openguard/targets';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { say } from '../io.js';
import { write, writeJson } from '../output.js';

/** Reads `--target`, one address. */
export const addressOption = (value: string | boolean | undefined): Address | undefined => {
  if (typeof value !== 'string') return undefined;
  const address = parseAddress(value);
  if (address._tag === 'Left')
    throw new OpenGuardError('OG_TARGETS', `--target: ${describeTargetFault(address.left)}`);
  return address.right;
};

/** scan_report_list.php. */
export const scans: Command = {
  name: 'scans',
  usage: 'openguard scans [--target IP] [--last]',
  help: `Lists the saved scans, newest first.

  --target IP                     only scans that hold this address
  --last                          only the last one
${SERVER_HELP}`,
  example: 'openguard scans --target 192.0.2.1 --last',
  options: { ...SERVER_OPTIONS, target: { type: 'string' }, last: { type: 'boolean' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    if (positionals.length > 0)
      throw new OpenGuardError('OG_USAGE', 'scans takes no arguments; see openguard scans --help');
    const target = addressOption(values['target']);
    const reports: ReportItem[] = [];
    await withClient(invocation, async (client) => {
      const request = {
        ...(values['last'] === true ? { last: true } : {}),
        ...(target === undefined ? {} : { target }),
      };
      const reply = await client.call(scanReportList, request, { signal: io.signal });
      await consume(reply.items(), (item) => {
        if (item.kind === 'report') reports.push(item);
      });
    });
    if (values['json'] === true) {
      await writeJson(
        io,
        reports.map(({ ref, date, target: scanned }) => ({ ref, date, target: scanned })),
      );
      return 0;
    }
    if (reports.length === 0) say(io, 'No saved scans. Only scans with --save (save_report=yes) are kept.');
    else
      await write(
        io,
        table(
          [{ heading: 'REFERENCE' }, { heading: 'DATE' }, { heading: 'TARGET' }],
          reports.map(({ ref, date, target: scanned }) => [ref, date, scanned]),
        ),
      );
    return 0;
  },
};
