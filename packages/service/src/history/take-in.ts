import { OpenGuardError } from '@openguard/errors';
import { coverageToFindings, type DocumentItem, type Scan, type TakenReport } from '@openguard/model';
import type { HostVisit, Store, TicketRule } from '@openguard/storage';
import type { Address } from '@openguard/targets';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { judgeHost } from './judge-host.js';
import { createDigest, type ReadableReport, type Survey } from './survey-report.js';
import { joinVisits, VisitBuilder } from './visit-builder.js';

type HistoryOf = Pick<Store, 'beginTaking' | 'takeVisits' | 'endTaking'>;

/** Told which hosts were just taken in. */
type AfterHosts = (addresses: readonly Address[]) => Promise<unknown>;

/** A report that was handed in. `taken`: false when it had been taken in before, so that nothing changed. */
export interface TakenIn {
  readonly report: TakenReport;
  readonly taken: boolean;
}

/** What is taken in at a time, and what is done in between. */
interface Pace {
  readonly hosts: number;
  readonly findings: number;
  /** Leaves others at the store their turn; `tookMs` is how long the last part took. */
  readonly rest: (tookMs: number) => Promise<unknown>;
}

/** Of a report that somebody waits for. A store may work in this very thread; others have their turn. */
const SWIFT: Pace = { hosts: 64, findings: 1000, rest: () => turn() };

/** In a server that scans and answers meanwhile: a little at a time, and as long a rest after it. */
const MODEST: Pace = { hosts: 8, findings: 100, rest: (tookMs) => delay(tookMs) };

const NONE: ReadonlySet<Address> = new Set();

/** Takes in all hosts of the items of a report, some at a time. Hosts that stand in it twice come last. */
const takeHosts = async (
  store: HistoryOf,
  account: string,
  report: TakenReport,
  items: AsyncIterable<DocumentItem>,
  repeated: ReadonlySet<Address>,
  pace: Pace,
  after: AfterHosts = () => Promise.resolve(),
): Promise<void> => {
  const held = new Map<Address, HostVisit>();
  let ready: HostVisit[] = [];
  let findings = 0;
  const builder = new VisitBuilder(report, (visit) => {
    const same = held.get(visit.address);
    if (repeated.has(visit.address)) {
      held.set(visit.address, same === undefined ? visit : joinVisits(same, visit));
      return;
    }
    ready.push(visit);
    findings += visit.seen.length;
  });
  const flush = async (): Promise<void> => {
    const visits = ready;
    [ready, findings] = [[], 0];
    if (visits.length === 0) return;
    const began = performance.now();
    await store.takeVisits(account, report.digest, visits, judgeHost);
    await after(visits.map(({ address }) => address));
    await pace.rest(performance.now() - began);
  };
  for await (const item of items) {
    builder.add(item);
    if (ready.length >= pace.hosts || findings >= pace.findings) await flush();
  }
  builder.end();
  await flush();
  ready = [...held.values()];
  await flush();
};

/**
 * Takes in a report that was surveyed. A report that was taken in before changes nothing; one of which only a part was
 * is taken in to its end.
 */
export const takeInReport = async (
  store: HistoryOf,
  account: string,
  { source, read }: ReadableReport,
  { report, repeated }: Survey,
  now: number,
): Promise<TakenIn> => {
  const taken: TakenReport = { ...report, origin: 'file', source, takenAt: now };
  if (!(await store.beginTaking(account, taken))) return { report: taken, taken: false };
  const digest = createDigest();
  const items = (async function* () {
    for await (const item of read()) {
      digest.add(item);
      yield item;
    }
  })();
  await takeHosts(store, account, taken, items, repeated, SWIFT);
  if (digest.text() !== report.digest)
    throw new OpenGuardError(
      'OG_DOCUMENT_INVALID',
      `${source} was changed while it was read; what was taken in of it is incomplete, and told so`,
    );
  await store.endTaking(account, taken);
  return { report: taken, taken: true };
};

/** The hosts of a stored scan as its report would give them. */
async function* itemsOf(
  store: Pick<Store, 'hostsOf'>,
  scan: Scan,
  signal: AbortSignal,
): AsyncGenerator<DocumentItem> {
  for await (const { ip, name, os, findings, coverage } of store.hostsOf(scan.ref)) {
    signal.throwIfAborted();
    yield { kind: 'host', ip, ...(name === undefined ? {} : { name }), ...(os === undefined ? {} : { os }) };
    for (const finding of [...coverageToFindings(coverage), ...findings])
      yield { kind: 'finding', ip, ...finding };
  }
}

/** What taking in a scan needs. */
interface ScanTaking {
  readonly store: HistoryOf & Pick<Store, 'hostsOf' | 'makeTickets'>;
  /** Which of its findings get a ticket; none when left out. */
  readonly tickets?: TicketRule;
}

/** Takes in a scan that has ended, as its report would be; again changes nothing. Rejects when `signal` is aborted. */
export const takeInScan = async (
  { store, tickets }: ScanTaking,
  scan: Scan,
  now: number,
  signal: AbortSignal,
): Promise<boolean> => {
  const { ref, account, target, notAlive, notScanned, startedAt, hostsAlive, state } = scan;
  const taken: TakenReport = {
    ...{ digest: ref, ref, origin: 'scan', target, notAlive, notScanned, takenAt: now },
    // A report tells seconds.
    at: Math.floor(startedAt / 1000) * 1000,
    status: state === 'finished' ? 'FINISHED' : 'INTERRUPTED',
    hosts: hostsAlive,
  };
  if (!(await store.beginTaking(account, taken))) return false;
  // A report of which only a part was taken in is taken in again: no host is left without its tickets.
  const after: AfterHosts = async (addresses) =>
    tickets === undefined ? 0 : store.makeTickets(account, addresses, tickets);
  await takeHosts(store, account, taken, itemsOf(store, scan, signal), NONE, MODEST, after);
  await store.endTaking(account, taken);
  return true;
};
