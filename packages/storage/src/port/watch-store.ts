import type { FindingFacts, FindingStanding, OutgoingMail, ScanReference, Watch } from '@openguard/model';

/** A vulnerability that a report shows for the first time, or again after it was fixed. */
export type NewFinding = Pick<FindingStanding, 'id' | 'severity' | 'port' | 'protocol'> &
  Pick<FindingFacts, 'title'> & { readonly ip: string; readonly what: 'opened' | 'reopened' | 'worsened' };

/** What a report shows that is new, reopened or a vulnerability so severe for the first time: how many in all, and the worst. */
export interface NewFindings {
  readonly total: number;
  readonly worst: readonly NewFinding[];
}

/** The calls of a store that are about who is told what is new. */
export interface WatchStore {
  /**
   * Adds a watch; what the account's history has taken in so far is not told. Rejects with `OG_STORE_FAILED` when there
   * is no such account, or the id is there already.
   */
  readonly addWatch: (watch: Watch) => Promise<void>;
  /** All watches, the oldest first. */
  readonly listWatches: () => Promise<readonly Watch[]>;
  /** Replaces a watch; resolves to false when it is not there, or no longer as it was `seen`. */
  readonly updateWatch: (watch: Watch, seen: Watch) => Promise<boolean>;
  /**
   * Removes a watch, and the mails that tell it unless they were delivered or have expired: both or none. Resolves to
   * how many mails went along, or to `undefined` when there is no such watch.
   */
  readonly removeWatch: (id: string) => Promise<number | undefined>;
  /** Scans that the histories of watched accounts have taken in and that nobody was told of, oldest first. */
  readonly scansToTell: (limit: number) => Promise<readonly ScanReference[]>;
  /** Vulnerabilities from a severity on that a report shows as new, reopened or worsened; the worst, so many at most. */
  readonly newFindings: (
    account: string,
    digest: string,
    severity: number,
    most: number,
  ) => Promise<NewFindings>;
  /**
   * Notes that a scan was told of, and queues the mails that tell it: both or none, once, whoever does it at the same
   * time. A mail to a watch that was removed meanwhile is dropped. Resolves to whether this call did.
   */
  readonly tellScan: (ref: ScanReference, mails: readonly OutgoingMail[]) => Promise<boolean>;
}
