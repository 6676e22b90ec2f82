import type {
  EventKind,
  FindingEvent,
  FindingFacts,
  FindingStanding,
  KnownFinding,
  OpenServices,
  ScanReference,
  Section,
  TakenReport,
  Tested,
} from '@openguard/model';
import type { Address } from '@openguard/targets';

/** What finds a finding, and where on its host. */
export type FindingSite = Pick<FindingStanding, 'id' | 'port' | 'protocol'>;

/** A finding in one report: what tells it from others, its grade, and what the report says of it. */
export interface SeenFinding extends FindingSite, Pick<FindingStanding, 'key' | 'section' | 'severity'> {
  /**
   * Of a report that tells what others saw: when they did, in milliseconds since 1970, none of them after the report.
   * Left out where the report itself saw it.
   */
  readonly sightings?: readonly number[];
  readonly facts: FindingFacts;
}

/** An open port, and what was recognised on it. */
export interface SeenPort {
  readonly port: number;
  readonly service: string;
}

/** The open ports that a report tells of a host; of a protocol that nobody looked at, nothing. */
export interface SeenPorts {
  readonly tcp?: readonly SeenPort[];
  readonly udp?: readonly SeenPort[];
}

/** A host in one report: how it was tested, and what was found on it, each key once. */
export interface HostVisit {
  readonly address: Address;
  readonly tested: Tested;
  readonly seen: readonly SeenFinding[];
  readonly name?: string;
  readonly os?: string;
  /** Whether somebody looked for the operating system: that none is told is then told, too. */
  readonly osTested?: boolean;
  readonly open?: SeenPorts;
}

/** A visit as it is kept: of which report and scan, and what was seen, by key. */
export interface PastVisit {
  readonly digest: string;
  readonly ref: string;
  readonly at: number;
  readonly tested: Tested;
  readonly seen: readonly Pick<SeenFinding, 'key' | 'section' | 'severity' | 'sightings'>[];
}

/**
 * What a host's history is told anew from. `visits` by time and digest; they follow those that made `standings`, which
 * is empty when the history is told from its beginning.
 */
export interface HostPast {
  readonly address: Address;
  readonly standings: readonly FindingStanding[];
  readonly visits: readonly PastVisit[];
  /** The sites of all keys. */
  readonly sites: ReadonlyMap<string, FindingSite>;
}

/**
 * How the findings of a host stand after its visits, and what became of them on the way. `tellers`: by key, the report
 * that saw a finding last, for those that one of these visits saw.
 */
export interface HostOutcome {
  readonly standings: readonly FindingStanding[];
  readonly events: readonly FindingEvent[];
  readonly tellers: ReadonlyMap<string, string>;
}

/** Tells what became of the findings of a host. Pure: a store may ask it again for the same. */
export type Judge = (past: HostPast) => HostOutcome;

/** Which findings: of an account, on addresses from one to another, open ones alone, of sections, from a severity on. */
export interface FindingQuery {
  readonly account: string;
  readonly first?: Address;
  readonly last?: Address;
  readonly open?: boolean;
  readonly sections?: readonly Section[];
  readonly severity?: number;
}

/** How many open findings there are of a section and severity. */
export interface OpenCount {
  readonly section: Section;
  readonly severity: number;
  readonly count: number;
}

/**
 * A host that is known, by its number in its account, its newest visit, and what that says of it. `open`: where it was
 * asked for, and a report that tells open ports was taken in.
 */
export interface KnownHost {
  readonly id: number;
  readonly address: Address;
  readonly visitedAt: number;
  readonly name?: string;
  readonly os?: string;
  readonly open?: OpenServices;
}

/**
 * Events of one kind in a span of time: how many there are, and the sum of what they lasted. `span` counts the spans
 * since 1970.
 */
export interface EventCount extends EventKind {
  readonly span: number;
  readonly count: number;
  readonly lasted: number;
}

/**
 * The calls of a store that are about the history of findings, account by account. It is told from visits, one for each
 * host of each report that was taken in; in which order they come makes no difference.
 */
export interface HistoryStore {
  /**
   * Notes that a report is taken in from now on. Resolves to whether that has to be done, or done to its end: false
   * when it was before. Rejects with `OG_STORE_FAILED` when there is no such account.
   */
  readonly beginTaking: (account: string, report: TakenReport) => Promise<boolean>;
  /**
   * Takes in some hosts of a report that was begun; of hosts that were taken in before nothing changes. `judge` is asked
   * once for each host, more often when the database has to do the work anew.
   */
  readonly takeVisits: (
    account: string,
    digest: string,
    visits: readonly HostVisit[],
    judge: Judge,
  ) => Promise<void>;
  /** Notes that all of a report was taken in, and what it holds in all. */
  readonly endTaking: (account: string, report: TakenReport) => Promise<void>;
  /** Reports of an account by time, oldest first; `complete` where all of one was taken in. */
  readonly takenReports: (
    account: string,
  ) => Promise<readonly (TakenReport & { readonly complete: boolean })[]>;

  /** Findings by address, read some at a time as they are asked for; the store may be written meanwhile. */
  readonly knownFindings: (query: FindingQuery) => AsyncIterable<KnownFinding>;
  /** How many findings are open, by section and severity. */
  readonly countOpen: (query: FindingQuery) => Promise<readonly OpenCount[]>;
  /** Hosts by address, read some at a time. */
  readonly knownHosts: (account: string, first?: Address, last?: Address) => AsyncIterable<KnownHost>;
  /** What became of the findings of a host, oldest first. */
  readonly eventsOf: (account: string, address: Address) => Promise<readonly FindingEvent[]>;
  /** All events of an account, counted in spans of so many milliseconds; spans without any are left out. */
  readonly countEvents: (account: string, spanMs: number) => Promise<readonly EventCount[]>;

  /** Saved scans that have ended and were not taken in yet, oldest first. */
  readonly scansToTake: (limit: number) => Promise<readonly ScanReference[]>;
  /** Notes that a scan needs not be taken in any more. */
  readonly noteTaken: (ref: ScanReference) => Promise<void>;
}
