import {
  compareMaps,
  fixedBy,
  type CheckIdOf,
  type Comparison,
  type Judged,
  type JudgeOptions,
  type MapSnapshot,
  type ReportHead,
  type SortedReport,
} from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { comparisonText, ENTRY_NAMES, mapComparisonText, printable, renderReport } from '@openguard/render';
import { acceptedRisksFor, type AcceptedBy } from '../accepted-risks.js';
import {
  SCAN_HELP,
  SCAN_OPTIONS,
  SERVER_HELP,
  SERVER_OPTIONS,
  type Command,
  type Invocation,
} from '../command.js';
import { compareScans } from '../compare-scans.js';
import { ComparedReport } from '../compared-report.js';
import { withClient } from '../connect.js';
import { withoutPause } from '../interruption.js';
import { jsonLine, jsonLineWith } from '../output.js';
import { knowledgeFor } from '../knowledge.js';
import { performScan, targetsOf } from '../perform-scan.js';
import { newestOf, retrieveFirst } from '../previous-scan.js';
import { comparedSource, type CheckTable, type Compared } from '../read-compared.js';
import { knownFixed } from '../known-fixed.js';
import { NO_SINK } from '../report-file.js';
import { earlierOf, warnOfOrder } from '../report-order.js';
import {
  ACCEPTED_HELP,
  REPAIR_HELP,
  REPAIR_OPTIONS,
  REPORT_HELP,
  REPORT_OPTIONS,
  reportRequestOf,
  type ReportRequest,
} from '../report-request.js';
import { withReportWriter, type WriteReport } from '../report-writer.js';
import { ScanCollector } from '../scan-collector.js';
import { refuseRepair } from '../source.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { tellEntryComparison } from '../tell-entries.js';

/** What takes items for two. */
const both =
  (one: (item: DocumentItem) => void, other: (item: DocumentItem) => void) =>
  (item: DocumentItem): void => {
    one(item);
    other(item);
  };

const nameOf = ({ ref, date, target, status, score }: ReportHead, repaired?: number) => ({
  ...{ ref, date, target, status, score },
  ...(repaired === undefined ? {} : { repaired }),
});

const nameOfMap = ({ ref, date, target, status }: MapSnapshot) => ({ ref, date, target, status });

/** How a comparison is told: what is asked for, what is kept for it, and where it goes. */
interface Telling {
  readonly request: ReportRequest;
  readonly report: ComparedReport;
  readonly write: WriteReport;
}

/** Judgements that differ are plain values. */
function* withAcceptances(judged: Iterable<Judged>, acceptedBy: AcceptedBy): Generator<Judged> {
  for (const one of judged) {
    const accepted = one.kind === 'finding' ? acceptedBy(one.finding) : undefined;
    yield accepted === undefined ? one : Object.assign({}, one, { accepted });
  }
}

const tellScans = async (
  invocation: Invocation,
  { request: { format }, report, write }: Telling,
  older: SortedReport,
  newer: SortedReport,
  options: JudgeOptions & { readonly checkIdOf: CheckIdOf },
): Promise<void> => {
  const { acceptedBy, simulated } = report;
  const tell = async (comparison: Comparison): Promise<void> => {
    const { judged, ...totals } = comparison;
    const [inOlder, inNewer] = report.repaired;
    const named = { ...totals, old: nameOf(older, inOlder), new: nameOf(newer, inNewer) };
    if (format === undefined) await write(comparisonText(comparison, acceptedBy));
    else if (format === 'json')
      await write(jsonLineWith(named, 'judged', withAcceptances(judged, acceptedBy)));
    else await write(await renderReport(format, report.report(comparison, options.checkIdOf)));
  };
  warnOfOrder(invocation.io, older, newer);
  const known = await knownFixed(invocation, older, newer, simulated);
  const wasFixed = (identity: string): boolean => options.wasFixed?.(identity) === true || known(identity);
  await compareScans(invocation.io, older, newer, { ...options, wasFixed }, tell, report.see);
};

const tellMaps = async (
  { request: { format, gate }, write }: Telling,
  older: MapSnapshot,
  newer: MapSnapshot,
): Promise<void> => {
  if (gate !== undefined || (format !== undefined && format !== 'json'))
    throw new OpenGuardError('OG_USAGE', 'compare: two maps compare as text or JSON, and meet no condition');
  const maps = withoutPause(() => compareMaps(older, newer));
  if (format === undefined) await write(mapComparisonText(maps));
  else await write([jsonLine({ ...maps, old: nameOfMap(older), new: nameOfMap(newer) })]);
};

/** What there was before the first scan. */
const NOTHING: SortedReport = {
  ref: '',
  date: undefined,
  target: undefined,
  status: undefined,
  notAlive: '',
  notScanned: '',
  score: 0,
  records: [],
};

/** Tells of a scan that is the first of its targets: formats and conditions take all that it found for new. */
const tellFirst = async (
  invocation: Invocation,
  telling: Telling,
  newer: SortedReport,
  text: string,
  checks: CheckTable,
): Promise<void> => {
  const { request, report, write } = telling;
  if (report.listing) {
    await tellScans(invocation, telling, NOTHING, newer, checks);
    return;
  }
  await compareScans(invocation.io, NOTHING, newer, checks, () => Promise.resolve(), report.see);
  if (request.format === 'json')
    await write([jsonLine({ verdict: 'no previous scan', newScore: newer.score, new: nameOf(newer) })]);
  else await write([`There is no previous scan of ${printable(text)}. The score is ${newer.score}.\n`]);
};

/**
 * Scans, and compares with the newest scan of the same that told something. The list is read before the scan, which would
 * be the newest.
 */
const compareAgain = async (
  invocation: Invocation,
  telling: Telling,
  text: string,
  checks: CheckTable,
): Promise<void> => {
  const targets = targetsOf(text);
  refuseRepair(invocation);
  const { listing, next } = telling.report;
  const [before, after] = [
    new ScanCollector({ ...checks, texts: listing }),
    new ScanCollector({ ...checks, texts: listing }),
  ];
  const [aroundOlder, aroundNewer] = [next(), next()];
  try {
    const previous = await withClient(invocation, async (client) => {
      const newest = await newestOf(client, targets.text, invocation.io.signal);
      const begin = () => both(after.begin(), aroundNewer.begin());
      await performScan(invocation, client, targets, true, NO_SINK, begin);
      return retrieveFirst(invocation, client, newest, () => both(before.begin(), aroundOlder.begin()));
    });
    const newer = after.report();
    if (previous === undefined) await tellFirst(invocation, telling, newer, text, checks);
    else await tellScans(invocation, telling, before.report(), newer, checks);
  } finally {
    before.close();
    after.close();
  }
};

const nameOfKind = (one: Compared): string =>
  one.kind === 'list' ? `list of ${ENTRY_NAMES[one.report.kind].many}` : one.kind;

/** Compares the last two of some reports of one kind; the ones before tell what had been fixed. */
const tellLast = (
  invocation: Invocation,
  telling: Telling,
  all: readonly Compared[],
  checks: CheckTable,
): Promise<void> => {
  const scans = all.flatMap((one) => (one.kind === 'scan' ? [one.report] : []));
  const maps = all.flatMap((one) => (one.kind === 'map' ? [one.report] : []));
  const [older, newer] = scans.slice(-2);
  const [olderMap, newerMap] = maps;
  if (older !== undefined && newer !== undefined && maps.length === 0) {
    const before = [...earlierOf(invocation.io, scans.slice(0, -2), older), older];
    const wasFixed = before.length > 1 ? withoutPause(() => fixedBy(before, checks)) : () => false;
    return tellScans(invocation, telling, older, newer, { ...checks, wasFixed });
  }
  if (olderMap !== undefined && newerMap !== undefined && all.length === 2)
    return tellMaps(telling, olderMap, newerMap);
  const [olderList, newerList] = all.flatMap((one) => (one.kind === 'list' ? [one.report] : []));
  if (olderList !== undefined && newerList?.kind === olderList.kind && all.length === 2)
    return tellEntryComparison(invocation, telling.request, [olderList, newerList], telling.write);
  throw new OpenGuardError(
    'OG_USAGE',
    all.length === 2
      ? `compare: OLD is a ${all.map(nameOfKind).join(' and NEW is a ')}; give two scan reports, two maps or two lists of one kind`
      : 'compare: give scan reports, the oldest first, or two maps or lists',
  );
};

/** Compares two reports of one kind, with what earlier ones know. */
const compareGiven = async (
  invocation: Invocation,
  telling: Telling,
  texts: readonly string[],
  checks: CheckTable,
): Promise<void> => {
  if (texts.filter((text) => text === '-').length > 1)
    throw new OpenGuardError(
      'OG_USAGE',
      'compare: standard input can be read once; name a file for OLD or NEW',
    );
  // All have to be there before a long report is read.
  const readers: Awaited<ReturnType<typeof comparedSource>>[] = [];
  for (const text of texts) readers.push(await comparedSource(text, telling.report));
  const all: Compared[] = [];
  try {
    for (const read of readers) all.push(await read(invocation, checks));
    await tellLast(invocation, telling, all, checks);
  } finally {
    for (const { close } of all) close();
  }
};

/** The sample program *compare*. */
export const compare: Command = {
  name: 'compare',
  usage:
    'openguard compare TARGETS | openguard compare [EARLIER ...] OLD NEW [--format FORMAT] [--fail-on CONDITION]',
  help: `With TARGETS: scans with save, and compares with the newest saved scan whose target is exactly the same text: whether
the score is the same, increased or decreased, what it changed by, and every port and finding that is new, reopened,
changed, not tested again or fixed. With OLD and NEW, each a reference, a file or "-": compares these and scans nothing.
Reports before OLD tell what had been fixed and is reopened now; so does your history, if there is one. Nothing is fixed unless the newer
report gives evidence; what it did not test is told apart and is no gain. Reports may be larger than memory. Two maps compare too: hosts and links that came, went or moved.

A file may also be a list of detections, an asset report or what is known of a host. Such a document tells what its
service knows, not what was looked for: what a newer one does not hold, or calls Fixed, was not tested. What the service
calls a finding (New, Active, Re-Opened, Fixed) is shown, and is no verdict of a comparison.

Two lists compare as well: knowledge bases, remediation tickets, postures, authentication records. Every entry is new,
gone, changed (with what changed, dates included) or the same; what a list that is not all does not hold is not told.

Formats other than json list every finding with its verdict, also what is the same. A first scan has nothing but new ones.

${REPORT_HELP}${REPAIR_HELP}${ACCEPTED_HELP}${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard compare 127.0.0.1',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS, ...REPORT_OPTIONS, ...REPAIR_OPTIONS },
  run: async (invocation) => {
    const { positionals, io } = invocation;
    const [first, second] = positionals;
    if (first === undefined)
      throw new OpenGuardError(
        'OG_USAGE',
        'compare: give TARGETS, or OLD and NEW; see openguard compare --help',
      );
    const request = await reportRequestOf('compare', invocation, 'comparison');
    keepGarbageSmall();
    const { sectionOf, textIdOf } = await import('@openguard/knowledgebase');
    const checks = { checkIdOf: textIdOf, sectionOf };
    const risks = await acceptedRisksFor(invocation, request);
    const knowledge = await knowledgeFor(invocation);
    return withReportWriter(io, request, async (write) => {
      const telling = { request, report: new ComparedReport(request, risks, knowledge), write };
      if (second === undefined) await compareAgain(invocation, telling, first, checks);
      else await compareGiven(invocation, telling, positionals, checks);
      return telling.report.tell(io);
    });
  },
};
