import {
  compareMaps,
  fixedBy,
  type CheckIdOf,
  type JudgeOptions,
  type MapSnapshot,
  type ReportHead,
  type SortedReport,
} from '@openguard/analytics';
import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { ScanReference } from '@openguard/model';
import { scanReportList } from '@openguard/protocol';
import { comparisonText, mapComparisonText, printable } from '@openguard/render';
import {
  SCAN_HELP,
  SCAN_OPTIONS,
  SERVER_HELP,
  SERVER_OPTIONS,
  type Command,
  type Invocation,
} from '../command.js';
import { compareScans } from '../compare-scans.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { withoutPause } from '../interruption.js';
import { write, writeAll, writeJson, writeJsonWith } from '../output.js';
import { performScan, targetsOf } from '../perform-scan.js';
import { comparedSource, type Compared } from '../read-compared.js';
import { NO_SINK } from '../report-file.js';
import { ScanCollector } from '../scan-collector.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { retrieve } from '../source.js';

/** The newest saved scan whose target is exactly this text. Lists are newest first, and dates compare as text. */
const newestOf = async (
  client: Client,
  target: string,
  signal: AbortSignal,
): Promise<ScanReference | undefined> => {
  let newest: { readonly ref: string; readonly date: string } | undefined;
  const reply = await client.call(scanReportList, {}, { signal });
  await consume(reply.items(), (item) => {
    if (item.kind !== 'report' || item.target !== target) return;
    if (newest === undefined || item.date > newest.date) newest = item;
  });
  return newest !== undefined && ScanReference.is(newest.ref) ? newest.ref : undefined;
};

const nameOf = ({ ref, date, target, status, score }: ReportHead) => ({ ref, date, target, status, score });

const nameOfMap = ({ ref, date, target, status }: MapSnapshot) => ({ ref, date, target, status });

const tellScans = (
  { values, io }: Invocation,
  older: SortedReport,
  newer: SortedReport,
  options: JudgeOptions,
): Promise<void> =>
  compareScans(io, older, newer, options, async (comparison) => {
    const { judged, ...totals } = comparison;
    if (values['json'] !== true) await writeAll(io, comparisonText(comparison));
    else await writeJsonWith(io, { ...totals, old: nameOf(older), new: nameOf(newer) }, 'judged', judged);
  });

const tellMaps = async (
  { values, io }: Invocation,
  older: MapSnapshot,
  newer: MapSnapshot,
): Promise<void> => {
  const maps = withoutPause(() => compareMaps(older, newer));
  if (values['json'] !== true) await writeAll(io, mapComparisonText(maps));
  else await writeJson(io, { ...maps, old: nameOfMap(older), new: nameOfMap(newer) });
};

/** Scans, and compares with the newest scan of the same. The list is read before the scan, which would be the newest. */
const compareAgain = async (invocation: Invocation, text: string, checkIdOf: CheckIdOf): Promise<void> => {
  const { values, io } = invocation;
  const targets = targetsOf(text);
  const [before, after] = [new ScanCollector(checkIdOf), new ScanCollector(checkIdOf)];
  try {
    const previous = await withClient(invocation, async (client) => {
      const newest = await newestOf(client, targets.text, io.signal);
      await performScan(invocation, client, targets, true, NO_SINK, after.begin);
      if (newest !== undefined) await retrieve(invocation, client, newest, before.begin());
      return newest;
    });
    const newer = after.report();
    if (previous !== undefined) await tellScans(invocation, before.report(), newer, { checkIdOf });
    else if (values['json'] === true)
      await writeJson(io, { verdict: 'no previous scan', newScore: newer.score, new: nameOf(newer) });
    else await write(io, `There is no previous scan of ${printable(text)}. The score is ${newer.score}.\n`);
  } finally {
    before.close();
    after.close();
  }
};

/** Compares the last two of some reports of one kind; the ones before tell what had been fixed. */
const tellLast = (invocation: Invocation, all: readonly Compared[], checkIdOf: CheckIdOf): Promise<void> => {
  const scans = all.flatMap((one) => (one.kind === 'scan' ? [one.report] : []));
  const maps = all.flatMap((one) => (one.kind === 'map' ? [one.report] : []));
  const [older, newer] = scans.slice(-2);
  const [olderMap, newerMap] = maps;
  if (older !== undefined && newer !== undefined && maps.length === 0) {
    const before = scans.slice(0, -1);
    const wasFixed = before.length > 1 ? withoutPause(() => fixedBy(before, { checkIdOf })) : () => false;
    return tellScans(invocation, older, newer, { checkIdOf, wasFixed });
  }
  if (olderMap !== undefined && newerMap !== undefined && all.length === 2)
    return tellMaps(invocation, olderMap, newerMap);
  const kinds = all.map(({ kind }) => kind);
  throw new OpenGuardError(
    'OG_USAGE',
    all.length === 2
      ? `compare: OLD is a ${kinds.join(' and NEW is a ')}; give two scan reports or two maps`
      : 'compare: give scan reports, the oldest first, or two maps',
  );
};

/** Compares two reports of one kind, with what earlier ones know. */
const compareGiven = async (
  invocation: Invocation,
  texts: readonly string[],
  checkIdOf: CheckIdOf,
): Promise<void> => {
  if (texts.filter((text) => text === '-').length > 1)
    throw new OpenGuardError(
      'OG_USAGE',
      'compare: standard input can be read once; name a file for OLD or NEW',
    );
  // All have to be there before a long report is read.
  const readers: Awaited<ReturnType<typeof comparedSource>>[] = [];
  for (const text of texts) readers.push(await comparedSource(text));
  const all: Compared[] = [];
  try {
    for (const read of readers) all.push(await read(invocation, checkIdOf));
    await tellLast(invocation, all, checkIdOf);
  } finally {
    for (const { close } of all) close();
  }
};

/** The sample program *compare*. */
export const compare: Command = {
  name: 'compare',
  usage: 'openguard compare TARGETS | openguard compare [EARLIER ...] OLD NEW',
  help: `With TARGETS: scans with save, and compares with the newest saved scan whose target is exactly the same text: whether
the score is the same, increased or decreased, what it changed by, and every port and finding that is new, reopened,
changed, not tested again or fixed. With OLD and NEW, each a reference, a file or "-": compares these and scans nothing.
Reports before OLD, the oldest first, tell what had been fixed and is reopened now. Nothing is fixed unless the newer
report gives evidence; what it did not test is told apart and is no gain. Reports may be larger than memory. Two maps compare too: hosts and links that came, went or moved.

${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard compare 127.0.0.1',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS },
  run: async (invocation) => {
    const { positionals } = invocation;
    const [first, second] = positionals;
    if (first === undefined)
      throw new OpenGuardError(
        'OG_USAGE',
        'compare: give TARGETS, or OLD and NEW; see openguard compare --help',
      );
    keepGarbageSmall();
    const { textIdOf } = await import('@openguard/knowledgebase');
    if (second === undefined) await compareAgain(invocation, first, textIdOf);
    else await compareGiven(invocation, positionals, textIdOf);
    return 0;
  },
};
