import { OpenGuardError } from '@openguard/errors';
import { ScanReference, type HeaderItem } from '@openguard/model';
import { scanReport } from '@openguard/protocol';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { writeJson } from '../output.js';
import { receive } from '../receive.js';
import { fileSink, NO_SINK, outputSink } from '../report-file.js';
import { addressOption } from './scans.js';

/** scan_report.php. */
export const report: Command = {
  name: 'report',
  usage: 'openguard report REF [--target IP] [-o FILE]',
  help: `Retrieves a saved report by its reference. The report goes to FILE, or to standard output.

  --target IP                     only this host
  -o, --output FILE               write the report to FILE, which appears when it is whole
${SERVER_HELP}`,
  example: 'openguard report scan/987659876.19876 -o report.xml',
  options: { ...SERVER_OPTIONS, target: { type: 'string' }, output: { type: 'string', short: 'o' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [ref, extra] = positionals;
    if (ref === undefined || extra !== undefined || !ScanReference.is(ref)) {
      throw new OpenGuardError(
        'OG_USAGE',
        'report: give one reference such as scan/987659876.19876; "openguard scans" lists them',
      );
    }
    const target = addressOption(values['target']);
    const { output, json } = values;
    let header: HeaderItem | undefined;
    const counts = { hosts: 0, findings: 0 };
    await withClient(invocation, async (client) => {
      const request = { ref, ...(target === undefined ? {} : { target }) };
      const reply = await client.call(scanReport, request, { signal: io.signal });
      const sink =
        typeof output === 'string' ? await fileSink(output, io) : json === true ? NO_SINK : outputSink(io);
      try {
        await receive(reply, scanReport.roots, sink, (item) => {
          if (item.kind === 'header') header = item;
          if (item.kind === 'host') counts.hosts += 1;
          if (item.kind === 'finding') counts.findings += 1;
        });
      } finally {
        await sink.close();
      }
    });
    if (json === true) {
      const file = typeof output === 'string' ? { file: output } : {};
      await writeJson(io, {
        ref,
        target: header?.target,
        status: header?.keys['STATUS'],
        ...counts,
        ...file,
      });
    }
    return 0;
  },
};
