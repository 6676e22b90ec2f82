import { readItems } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { printable } from '@openguard/render';
import { surveyReport, type ReadableReport, type TakenIn } from '@openguard/service';
import type { Command, Invocation } from '../command.js';
import { openDocument } from '../document-bytes.js';
import { HISTORY_HELP, HISTORY_OPTIONS, openHistory, type OpenHistory } from '../history-store.js';
import { write, writeJson } from '../output.js';

interface Imported extends TakenIn {
  readonly file: string;
  readonly simulated: boolean;
}

/** A file that is read anew each time. */
const readable = (path: string, { io }: Invocation): ReadableReport => ({
  source: path,
  read: async function* (): AsyncGenerator<DocumentItem> {
    const document = await openDocument(path, io);
    try {
      for await (const item of readItems(document.bytes, document.name, { roots: ['SCAN'] })) {
        if (item.kind === 'finding') document.found();
        yield item;
      }
    } finally {
      document.done();
    }
  },
});

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const lineOf = ({ file, report, taken, simulated }: Imported): string => {
  const { ref, at, hosts = 0, findings = 0 } = report;
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const what = taken
    ? `${counted(hosts, 'host')} and ${counted(findings, 'finding')} taken in`
    : 'was taken in before; nothing has changed';
  return `${printable(file)}: ${printable(ref)} of ${when} UTC${simulated ? ', simulated' : ''}: ${what}\n`;
};

/** Takes reports into the history. */
export const importReports: Command = {
  name: 'import',
  usage: 'openguard import FILE ...',
  help: `Takes scan reports of any QualysGuard service into a history of your own, which "openguard history" shows. The order
makes no difference, and a report that was taken in before changes nothing. A report that is cut or faulty is refused
whole; one of an interrupted scan counts for the hosts that it holds. A gzip file is unzipped on the way. Nothing is
sent anywhere.

${HISTORY_HELP}`,
  example: 'openguard import week-*.xml',
  options: HISTORY_OPTIONS,
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    if (positionals.length === 0)
      throw new OpenGuardError('OG_USAGE', 'import: give at least one FILE; see openguard import --help');
    if (positionals.includes('-'))
      throw new OpenGuardError('OG_USAGE', 'import: a report is read twice; give a file in place of "-"');
    const stores = new Map<boolean, OpenHistory>();
    const imported: Imported[] = [];
    try {
      for (const file of positionals) {
        const report = readable(file, invocation);
        const survey = await surveyReport(report.read);
        const { simulated } = survey;
        const open = stores.get(simulated) ?? (await openHistory(invocation, simulated));
        stores.set(simulated, open);
        const one: Imported = { file, simulated, ...(await open.history.takeIn(report, survey)) };
        imported.push(one);
        if (values['json'] !== true) await write(io, lineOf(one));
      }
    } finally {
      for (const { close } of stores.values()) await close();
    }
    if (values['json'] === true) await writeJson(io, imported);
    return 0;
  },
};
