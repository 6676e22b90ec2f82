import {
  compareMaps,
  compareReports,
  SnapshotBuilder,
  type MapSnapshot,
  type Snapshot,
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
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { withoutPause } from '../interruption.js';
import { write, writeAll, writeJson } from '../output.js';
import { performScan, targetsOf } from '../perform-scan.js';
import { comparedSource } from '../read-compared.js';
import { NO_SINK } from '../report-file.js';
import { retrieve } from '../source.js';

interface Pair {
  readonly older: Snapshot | undefined;
  readonly newer: Snapshot;
}

type Take = SnapshotBuilder['add'];

/** Reads a report into a snapshot; `begin` gives what takes its items, anew when they come anew. */
const snapshotOf = async (read: (begin: () => Take) => Promise<void>): Promise<Snapshot> => {
  let builder = new SnapshotBuilder();
  await read(() => {
    const fresh = new SnapshotBuilder();
    builder = fresh;
    return (item) => fresh.add(item);
  });
  return builder.snapshot();
};

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

/** The list is read before the scan, which would otherwise be the newest itself. */
const scanAndPair = (invocation: Invocation, text: string): Promise<Pair> => {
  const targets = targetsOf(text);
  const { signal } = invocation.io;
  return withClient(invocation, async (client) => {
    const previous = await newestOf(client, targets.text, signal);
    const newer = await snapshotOf((begin) => performScan(invocation, client, targets, true, NO_SINK, begin));
    const older =
      previous === undefined
        ? undefined
        : await snapshotOf((begin) => retrieve(invocation, client, previous, begin()));
    return { older, newer };
  });
};

const nameOf = ({ ref, date, target, status, score }: Snapshot) => ({ ref, date, target, status, score });

const nameOfMap = ({ ref, date, target, status }: MapSnapshot) => ({ ref, date, target, status });

const comparedScans = (older: Snapshot, newer: Snapshot) => {
  const comparison = withoutPause(() => compareReports(older, newer));
  return {
    json: {
      ...comparison,
      judged: comparison.judged.filter(({ verdict }) => verdict !== 'same'),
      old: nameOf(older),
      new: nameOf(newer),
    },
    text: comparisonText(comparison),
  };
};

/** Compares two reports of one kind: lines for people, or what they are made of. */
const compareTwo = async (
  invocation: Invocation,
  old: string,
  recent: string,
): Promise<{ readonly json: object; readonly text: Iterable<string> }> => {
  if (old === '-' && recent === '-')
    throw new OpenGuardError(
      'OG_USAGE',
      'compare: standard input can be read once; name a file for OLD or NEW',
    );
  // Both have to be there before a long report is read.
  const [readOld, readNew] = [await comparedSource(old), await comparedSource(recent)];
  const [older, newer] = [await readOld(invocation), await readNew(invocation)];
  if (older.kind === 'map' && newer.kind === 'map') {
    const maps = withoutPause(() => compareMaps(older.report, newer.report));
    return {
      json: { ...maps, old: nameOfMap(older.report), new: nameOfMap(newer.report) },
      text: mapComparisonText(maps),
    };
  }
  if (older.kind === 'scan' && newer.kind === 'scan') return comparedScans(older.report, newer.report);
  throw new OpenGuardError(
    'OG_USAGE',
    `compare: OLD is a ${older.kind} and NEW is a ${newer.kind}; give two scan reports or two maps`,
  );
};

/** The sample program *compare*. */
export const compare: Command = {
  name: 'compare',
  usage: 'openguard compare TARGETS | openguard compare OLD NEW',
  help: `With TARGETS: scans with save, and compares with the newest saved scan whose target is exactly the same text: whether
the score is the same, increased or decreased, and every port and finding that came, went or changed. With OLD
and NEW, each a reference, a file or "-": compares these and scans nothing. What the newer report did not test
is told apart, never as gone. Two maps compare too: hosts and links that came, went or moved.

${SCAN_HELP}${SERVER_HELP}`,
  example: 'openguard compare 127.0.0.1',
  options: { ...SERVER_OPTIONS, ...SCAN_OPTIONS },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [first, second, extra] = positionals;
    if (first === undefined || extra !== undefined)
      throw new OpenGuardError(
        'OG_USAGE',
        'compare: give TARGETS, or OLD and NEW; see openguard compare --help',
      );
    const json = values['json'] === true;
    const told = async (compared: { readonly json: object; readonly text: Iterable<string> }) =>
      json ? writeJson(io, compared.json) : writeAll(io, compared.text);
    if (second !== undefined) {
      await told(await compareTwo(invocation, first, second));
      return 0;
    }
    const { older, newer } = await scanAndPair(invocation, first);
    if (older !== undefined) await told(comparedScans(older, newer));
    else if (json)
      await writeJson(io, { verdict: 'no previous scan', newScore: newer.score, new: nameOf(newer) });
    else await write(io, `There is no previous scan of ${printable(first)}. The score is ${newer.score}.\n`);
    return 0;
  },
};
