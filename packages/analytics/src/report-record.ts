import type { Coverage, FindingItem } from '@openguard/model';
import type { OpenPort } from './open-ports.js';

/** A finding with nothing but what a comparison looks at, and the texts about it where they are asked for. */
export type ComparedFinding = Pick<
  FindingItem,
  | 'section'
  | 'ip'
  | 'id'
  | 'severity'
  | 'title'
  | 'cve'
  | 'category'
  | 'port'
  | 'unreadPort'
  | 'protocol'
  | 'fqdn'
  | 'ssl'
  | 'instance'
  | 'status'
  | 'firstFound'
  | 'lastFound'
  | 'result'
  | 'diagnosis'
  | 'consequence'
  | 'solution'
>;

/**
 * What a report says of a host besides its findings.
 *
 * - `status`: of the host, `Finish` or `down`; absent in 2001.
 * - `ports`: its open ports; `listed`: the protocols whose open ports the report lists.
 * - `reached`: places such as `tcp/21` where it holds findings.
 * - `calledFixed`: the identities of what the service that tells of the host calls fixed.
 */
export interface HostFacts {
  readonly ip: string;
  readonly status?: string;
  readonly ports: readonly OpenPort[];
  readonly listed: readonly string[];
  readonly reached: readonly string[];
  readonly coverage?: Coverage;
  readonly calledFixed?: readonly string[];
}

/** A piece of a report as comparisons take it: what is known of a host, or one finding. */
export type ReportRecord =
  | { readonly kind: 'host'; readonly facts: HostFacts }
  | { readonly kind: 'finding'; readonly finding: ComparedFinding };

/**
 * A record under the key by which reports are sorted: the identity of a finding, or the text that the identities of a
 * host's findings begin with, so that it stands before them. Keys compare by UTF-16 code units, as `<` does.
 *
 * `text`, where there is one, is equal for two records only if they are: it saves looking into them.
 */
export interface KeyedRecord {
  readonly key: string;
  readonly record: ReportRecord;
  readonly text?: string;
}

/** How a report names checks, once a table of numbers has named those that it knows. */
export type CheckNaming = 'number' | 'text';

/** What a report says of itself. */
export interface ReportHead {
  readonly ref: string;
  readonly date: string | undefined;
  readonly target: string | undefined;
  /** HEADER's STATUS; absent in 2001. `TRACKED` of what a service knows by now, which is no scan. */
  readonly status: string | undefined;
  /** Absent where it holds no finding, or nobody has looked. */
  readonly naming?: readonly CheckNaming[];
  /** Target lists of HEADER: addresses that did not answer, and such as were not scanned. */
  readonly notAlive: string;
  readonly notScanned: string;
  /** The sum of the severities of its vulnerabilities. */
  readonly score: number;
}

/** A report that can be compared: what it says of itself, and its records, sorted by key. May be larger than memory. */
export interface SortedReport extends ReportHead {
  readonly records: Iterable<KeyedRecord>;
}
