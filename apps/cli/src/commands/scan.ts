import { OpenGuardError } from '@openguard/errors';
import type { HeaderItem } from '@openguard/model';
import { scoreOf } from '@openguard/analytics';
import { printable } from '@openguard/render';
import { SCAN_HELP, SCAN_OPTIONS, SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { say } from '../io.js';
import { writeJson } from '../output.js';
import { performScan, targetsOf } from '../perform-scan.js';
import { fileSink, NO_SINK, wholeOutputSink } from '../report-file.js';

/** scan.php. */
export const scan: Command = {
  name: 'scan',
  usage: 'openguard scan TARGETS [--save] [-o FILE]',
  help: `Scans TARGETS, a list such as 192.0.2.1,192.0.2.4-192.0.2.9, and waits until the report is complete. The report goes
to FILE, or to standard output. A connection that is cut does not end the
scan: the command comes back to it. Ctrl-C cancels the scan; what was done of it is saved with --save.

  --save                          keep the report on the server; otherwise it is not kept
  -o, --output FILE               write the report to FILE, which appears when it is whole
${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard scan 127.0.0.1 --save -o report.xml',
  options: {
    ...SERVER_OPTIONS,
    ...SCAN_OPTIONS,
    save: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'scan: give one list of TARGETS; see openguard scan --help');
    const targets = targetsOf(text);
    const { output, save, json } = values;
    let header: HeaderItem | undefined;
    const none = { hosts: 0, findings: 0, vulnerabilities: 0, score: 0 };
    let counts = none;
    await withClient(invocation, async (client) => {
      // The last line says it to everyone; a person can still stop and ask again.
      if (save !== true && io.stderr.isTTY)
        say(io, 'openguard: without --save the server does not keep this report');
      const sink =
        typeof output === 'string'
          ? await fileSink(output, io)
          : json === true
            ? NO_SINK
            : wholeOutputSink(io);
      try {
        await performScan(invocation, client, targets, save === true, sink, () => {
          const these = { ...none };
          counts = these;
          return (item) => {
            if (item.kind === 'header') header = item;
            if (item.kind === 'host') these.hosts += 1;
            if (item.kind !== 'finding') return;
            these.findings += 1;
            if (item.section === 'vuln') these.vulnerabilities += 1;
            these.score += scoreOf(item);
          };
        });
      } finally {
        await sink.close();
      }
    });
    const file = typeof output === 'string' ? { file: output } : {};
    if (json === true) {
      await writeJson(io, {
        ref: header?.ref,
        target: header?.target,
        status: header?.keys['STATUS'],
        saved: save === true,
        ...counts,
        ...file,
      });
    } else {
      say(
        io,
        `openguard: ${printable(header?.ref ?? 'the scan')}: hosts ${counts.hosts}, vulnerabilities ${counts.vulnerabilities}, score ${counts.score}` +
          (save === true ? '' : '; without --save the server does not keep this report'),
      );
    }
    return 0;
  },
};
