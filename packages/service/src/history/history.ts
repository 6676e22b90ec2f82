import { acceptedBy } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { namesOfCheck } from '@openguard/knowledgebase';
import type { Acceptance, FindingEvent, KnownFinding, TakenReport } from '@openguard/model';
import type { FindingQuery, KnownHost, Store } from '@openguard/storage';
import {
  parseAddress,
  parseTargetList,
  describeTargetFault,
  type Address,
  type AddressSet,
} from '@openguard/targets';
import { fixedByTime } from './fixed-by-time.js';
import { takeInReport, type TakenIn } from './take-in.js';
import { surveyReport, type ReadableReport, type Survey } from './survey-report.js';
import { trendOf, type TrendPoint } from './trend.js';
import { untestedSince, type Untested } from './untested-since.js';

/** What a history needs: whose it is, the time in milliseconds since 1970, and new ids for acceptances. */
export interface HistoryOptions {
  readonly store: Store;
  readonly account: string;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** A finding as its history tells it now. */
export type TrackedFinding = KnownFinding & {
  /** The last scan that was to look at the host and did not, where it came after the last that did. */
  readonly untested?: Untested;
  /** Why it does not fail a gate, if it does not. */
  readonly accepted?: Acceptance;
};

/** What is to be told of a history: of addresses, or of all; fixed findings and information, too, only if wanted. */
export interface HistoryQuery extends Pick<FindingQuery, 'severity'> {
  readonly addresses?: AddressSet;
  readonly fixed?: boolean;
  readonly information?: boolean;
}

/** Of how many hosts a history tells, and of how many of them not as a later scan would have it. */
export interface Looked {
  readonly hosts: number;
  readonly untested: number;
}

/** A risk that somebody is about to accept; see {@link Acceptance}. */
export type NewAcceptance = Omit<Acceptance, 'id' | 'acceptedAt' | 'withdrawnAt' | 'withdrawnBy'>;

const DAY_MS = 86_400_000;
const MOST_TEXT = 2000;
const MOST_PORT = 65_535;
const EVERYWHERE: AddressSet = [{ first: 0, last: 2 ** 32 - 1 }];

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_USAGE', `the risk cannot be accepted: ${reason}`);
};

const checkedText = (what: string, text: string): string => {
  const trimmed = text.trim();
  if (trimmed === '') return refuse(`it needs ${what}`);
  return trimmed.length > MOST_TEXT ? refuse(`${what} is longer than ${MOST_TEXT} characters`) : trimmed;
};

const checkedTargets = (targets: string): string => {
  const parsed = parseTargetList(targets);
  if (parsed._tag === 'Right') return targets;
  throw new OpenGuardError('OG_TARGETS', describeTargetFault(parsed.left));
};

const checkedPort = (port: string): string =>
  /^(?:tcp|udp)\/(?:0|[1-9][0-9]{0,4})$/.test(port) && Number(port.slice(4)) <= MOST_PORT
    ? port
    : refuse('a port is written as tcp/443, with a number up to 65535');

/** Pairs each finding with its host, both ordered by address. */
async function* withHosts(
  findings: AsyncIterable<KnownFinding>,
  hosts: AsyncIterable<KnownHost>,
): AsyncGenerator<readonly [KnownFinding, KnownHost | undefined]> {
  const iterator = hosts[Symbol.asyncIterator]();
  let host: KnownHost | undefined;
  let ended = false;
  for await (const finding of findings) {
    const parsed = parseAddress(finding.ip);
    const address = parsed._tag === 'Right' ? parsed.right : 0;
    while (!ended && (host === undefined || host.address < address)) {
      const next = await iterator.next();
      if (next.done === true) ended = true;
      else host = next.value;
    }
    yield [finding, host?.address === address ? host : undefined];
  }
}

/** The history of an account's findings, as all reports that were taken in tell it. */
export const createHistory = ({ store, account, clock, newId }: HistoryOptions) => {
  const sectionsOf = ({ information }: HistoryQuery): Pick<FindingQuery, 'sections'> =>
    information === true ? {} : { sections: ['vuln', 'practice'] };

  return {
    /**
     * Takes a report in, reading it twice: first to its proven end. The same report again changes nothing, and in which
     * order reports come makes no difference, but for the words of findings that several documents of one scan tell.
     * Rejects with what reading rejects, and with `OG_DOCUMENT_INVALID` when it is no scan or does not say when it was
     * made; then nothing has changed.
     *
     * @param survey what {@link surveyReport} said of it, where that was asked before
     */
    takeIn: async (report: ReadableReport, survey?: Survey): Promise<TakenIn> =>
      takeInReport(store, account, report, survey ?? (await surveyReport(report.read)), clock()),

    /** Findings by address, the worst not first: they come as they are read, however many there are. */
    findings: async function* (query: HistoryQuery = {}): AsyncGenerator<TrackedFinding> {
      const untested = untestedSince(await store.takenReports(account));
      const accepted = acceptedBy(await store.acceptances(account), clock(), namesOfCheck);
      for (const { first, last } of query.addresses ?? EVERYWHERE) {
        const wanted: FindingQuery = {
          ...{ account, first, last, open: query.fixed !== true, ...sectionsOf(query) },
          ...(query.severity === undefined ? {} : { severity: query.severity }),
        };
        const hosts = store.knownHosts(account, first, last);
        for await (const [finding, host] of withHosts(store.knownFindings(wanted), hosts)) {
          const missed = host === undefined ? undefined : untested(host.address, host.visitedAt);
          const acceptance = accepted(finding);
          yield {
            ...finding,
            ...(missed === undefined ? {} : { untested: missed }),
            ...(acceptance === undefined ? {} : { accepted: acceptance }),
          };
        }
      }
    },
    /**
     * How many hosts a report that was taken in tells of, and how many of them a later scan was to look at and did not:
     * of hosts that nobody looked at, a history without findings says nothing.
     */
    looked: async ({ addresses = EVERYWHERE }: Pick<HistoryQuery, 'addresses'> = {}): Promise<Looked> => {
      const untested = untestedSince(await store.takenReports(account));
      const looked = { hosts: 0, untested: 0 };
      for (const { first, last } of addresses)
        for await (const { address, visitedAt } of store.knownHosts(account, first, last)) {
          looked.hosts += 1;
          if (untested(address, visitedAt) !== undefined) looked.untested += 1;
        }
      return looked;
    },
    /**
     * Which findings had been seen and were fixed by a time, in milliseconds since 1970, asked for an identity: for
     * `wasFixed` of a comparison whose older report is of that time. All hosts without `addresses`.
     */
    fixedBy: (time: number, addresses: AddressSet = EVERYWHERE): Promise<(identity: string) => boolean> =>
      fixedByTime(store, account, time, addresses),
    /** What became of the findings of a host, oldest first. */
    eventsOf: (address: Address): Promise<readonly FindingEvent[]> => store.eventsOf(account, address),
    /** How it all stood at the end of each of the last spans of so many days, to that of the newest report. */
    trend: async (days: number, most: number): Promise<readonly TrendPoint[]> => {
      const newest = (await store.takenReports(account)).at(-1)?.at ?? 0;
      return trendOf(await store.countEvents(account, days * DAY_MS), days * DAY_MS, most, newest);
    },
    /** The reports that were taken in, oldest first. */
    reports: (): Promise<readonly (TakenReport & { readonly complete: boolean })[]> =>
      store.takenReports(account),

    /** Accepts a risk until a time. It hides nothing. Rejects with `OG_USAGE` or `OG_TARGETS` when it is not whole. */
    accept: async ({ check, owner, reason, until, targets, port }: NewAcceptance): Promise<Acceptance> => {
      const now = clock();
      if (!(until > now)) refuse('it would be over already');
      const acceptance: Acceptance = {
        id: newId(),
        check: checkedText('a check', check),
        owner: checkedText('an owner', owner),
        reason: checkedText('a reason', reason),
        ...{ acceptedAt: now, until },
        ...(targets === undefined ? {} : { targets: checkedTargets(targets) }),
        ...(port === undefined ? {} : { port: checkedPort(port) }),
      };
      await store.putAcceptance(account, acceptance);
      return acceptance;
    },
    /** Takes an acceptance back, for good. Rejects with `OG_USAGE` when there is none with that id that counts. */
    withdraw: async (id: string, owner: string): Promise<Acceptance> => {
      const found = (await store.acceptances(account)).find((each) => each.id === id);
      if (found === undefined || found.withdrawnAt !== undefined)
        throw new OpenGuardError('OG_USAGE', `no risk is accepted under ${JSON.stringify(id.slice(0, 40))}`);
      const withdrawn = { ...found, withdrawnAt: clock(), withdrawnBy: checkedText('an owner', owner) };
      await store.putAcceptance(account, withdrawn);
      return withdrawn;
    },
    /** All acceptances, those that count no more included, oldest first. */
    acceptances: (): Promise<readonly Acceptance[]> => store.acceptances(account),
  };
};

/** What {@link createHistory} gives. */
export type History = ReturnType<typeof createHistory>;
