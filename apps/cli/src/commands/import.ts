import { readExplained } from '@openguard/client';
import { familyOf, isOpenGuardError, OpenGuardError } from '@openguard/errors';
import type { DocumentItem, EndItem } from '@openguard/model';
import { printable } from '@openguard/render';
import { surveyReport, type ReadableReport, type TakenIn } from '@openguard/service';
import { stat } from 'node:fs/promises';
import type { Command, Invocation } from '../command.js';
import { openDocument } from '../document-bytes.js';
import { documentWarnings } from '../document-warnings.js';
import { HISTORY_HELP, HISTORY_OPTIONS, openHistory, type OpenHistory } from '../history-store.js';
import { knowledgeFor } from '../knowledge.js';
import { say, type Io } from '../io.js';
import { write, writeJson } from '../output.js';
import { shelfFor } from '../shelf.js';
import { Ungraded } from '../ungraded.js';
import { UnreadPorts } from '../unread-ports.js';
import { FINDING_ROOTS } from '../source.js';

interface Imported extends TakenIn {
  readonly file: string;
  readonly simulated: boolean;
}

/** A file that is read anew each time. */
const readable = (
  path: string,
  { io }: Invocation,
  options: Awaited<ReturnType<typeof knowledgeFor>>,
): ReadableReport => {
  let isWarned = false;
  const warn = (warnings: readonly string[]): void => {
    if (!isWarned) for (const warning of warnings) say(io, `openguard: ${path}: ${warning}`);
    isWarned = true;
  };
  const read = async function* (): AsyncGenerator<DocumentItem> {
    const document = await openDocument(path, io);
    const shelf = await shelfFor(path, io);
    const doubts = [new UnreadPorts(), new Ungraded()];
    let end: EndItem | undefined;
    try {
      for await (const item of readExplained(document.bytes, document.name, shelf, {
        ...options,
        roots: FINDING_ROOTS,
      })) {
        if (item.kind === 'finding') document.found();
        if (item.kind === 'end') end = item;
        for (const doubt of doubts) doubt.take(item);
        yield item;
      }
      warn([
        ...(end === undefined ? [] : documentWarnings(end)),
        ...doubts.flatMap((doubt) => doubt.warning() ?? []),
      ]);
    } finally {
      document.done();
      await shelf.clear();
    }
  };
  return { source: path, read };
};

const DAY_MS = 86_400_000;

const timeText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A report of tomorrow would be the newest for as long as that is to come, and what is fixed until then would not be told. */
const refuseFuture = (file: string, at: number): void => {
  // Clocks and time zones of services differ by less than a day.
  if (at <= Date.now() + DAY_MS) return;
  throw new OpenGuardError(
    'OG_DOCUMENT_INVALID',
    `${file}: it says that its scan was at ${timeText(at)}, which is yet to come: until then it would stand as the newest, and what later scans find fixed would stay open. Nothing was taken in; --allow-future does so all the same`,
  );
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const lineOf = ({ file, report, taken, simulated }: Imported): string => {
  const { ref, at, hosts = 0, findings = 0 } = report;
  const when = timeText(at);
  const what = taken
    ? `${counted(hosts, 'host')} and ${counted(findings, 'finding')} taken in`
    : 'was taken in before; nothing has changed';
  return `${printable(file)}: ${ref === '' ? 'a list' : printable(ref)} of ${when}${simulated ? ', simulated' : ''}: ${what}\n`;
};

const undatedText = (file: string, count: number): string =>
  `${printable(file)}: ${counted(count, 'finding')} with a FIRST_FOUND or LAST_FOUND that cannot be read: in its place counts the time of the list`;

/** A refusal says which of the files it is about. */
const about = (file: string, error: unknown): unknown =>
  error instanceof OpenGuardError &&
  error.code === 'OG_DOCUMENT_INVALID' &&
  !error.message.startsWith(`${file}:`)
    ? new OpenGuardError(error.code, `${file}: ${error.message}`, { cause: error })
    : error;

/** A report is read more than once: what gives its bytes once alone would never answer again. */
const checkedFile = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return file;
  throw new OpenGuardError(
    'OG_USAGE',
    `import: ${file} is no regular file, and a report is read twice; write it to a file first`,
  );
};

/** Files that were not taken in, while the others are: each is told when it is, and at the end that there were some. */
class Refused {
  readonly #files: number;
  readonly #io: Io;
  readonly #refused: string[] = [];
  #first: OpenGuardError | undefined;

  constructor(files: number, io: Io) {
    this.#files = files;
    this.#io = io;
  }

  /** Tells why a file is left out. Throws what is no fault of one of several files. */
  add(file: string, error: unknown): void {
    const isOfFile =
      isOpenGuardError(error) && (familyOf(error.code) === 'document' || error.code === 'OG_INPUT_FILE');
    if (!isOfFile || this.#files === 1) throw error;
    this.#first ??= error;
    this.#refused.push(file);
    say(this.#io, `openguard: ${error.message}`);
  }

  /** Throws when a file was left out. */
  end(): void {
    if (this.#first === undefined) return;
    const count = this.#refused.length;
    throw new OpenGuardError(
      this.#first.code,
      `import: ${count} of ${this.#files} files ${count === 1 ? 'was' : 'were'} not taken in: ${this.#refused.join(', ')}`,
    );
  }
}

/** Takes reports into the history. */
export const importReports: Command = {
  name: 'import',
  usage: 'openguard import FILE ...',
  help: `Takes scan reports of any QualysGuard service into a history of your own, which "openguard history" shows. The order
makes no difference (but where several documents of one scan differ: docs/history.md), and a report that was taken in
before changes nothing. A report that is cut or faulty is refused whole, and the others are taken in; one of an
interrupted scan counts for the hosts that it holds. A gzip file is unzipped on the way. Nothing is sent anywhere.
Lists of detections and asset reports are taken in, too: they tell what their service knew when it answered. What they do not hold, or call Fixed, counts as not tested: the history closes nothing by them.

  --kb FILE                       a knowledge base that tells titles, categories and CVEs of detections
  --allow-future                  take in reports whose DATE is more than a day ahead, too; they stand as the newest until
                                  then
${HISTORY_HELP}`,
  example: 'openguard import week-*.xml',
  options: { ...HISTORY_OPTIONS, kb: { type: 'string' }, 'allow-future': { type: 'boolean' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    if (positionals.length === 0)
      throw new OpenGuardError('OG_USAGE', 'import: give at least one FILE; see openguard import --help');
    if (positionals.includes('-'))
      throw new OpenGuardError('OG_USAGE', 'import: a report is read twice; give a file in place of "-"');
    const files = await Promise.all(positionals.map(checkedFile));
    const knowledge = await knowledgeFor(invocation);
    const stores = new Map<boolean, OpenHistory>();
    const imported: Imported[] = [];
    const refused = new Refused(files.length, io);
    const takeIn = async (file: string): Promise<void> => {
      const report = readable(file, invocation, knowledge);
      const survey = await surveyReport(report.read);
      const { simulated } = survey;
      if (values['allow-future'] !== true) refuseFuture(file, survey.report.at);
      const open = stores.get(simulated) ?? (await openHistory(invocation, simulated));
      stores.set(simulated, open);
      const one: Imported = { file, simulated, ...(await open.history.takeIn(report, survey)) };
      imported.push(one);
      if (values['json'] !== true) await write(io, lineOf(one));
      if (survey.undated > 0) say(io, `openguard: ${undatedText(file, survey.undated)}`);
    };
    try {
      for (const file of files)
        await takeIn(file).catch((error: unknown) => {
          refused.add(file, about(file, error));
        });
    } finally {
      for (const { close } of stores.values()) await close();
    }
    if (values['json'] === true) await writeJson(io, imported);
    refused.end();
    return 0;
  },
};
