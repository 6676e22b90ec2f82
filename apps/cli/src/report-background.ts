import { ScanGraphBuilder, type MapGraph } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import {
  COVERAGE_CATEGORY,
  coverageFromFindings,
  type DocumentItem,
  type FindingItem,
  type HeaderItem,
  type Repaired,
} from '@openguard/model';
import { isSimulated, type ReportedHost } from '@openguard/render';
import { MORE_THAN_THIS, repairedText } from './document-warnings.js';
import { interruption } from './incomplete-run.js';

interface HostDraft {
  name: string | undefined;
  readonly coverage: FindingItem[];
}

/** Keeps what stands around the findings of a report: its header, and, for pages, its hosts and the ways to them. */
export class ReportBackground {
  readonly #whole: boolean;
  #hosts = new Map<string, HostDraft>();
  #graph = new ScanGraphBuilder();
  #header: HeaderItem | undefined;
  #isPage = false;
  #isOfSimulated = false;
  #repaired: Repaired | undefined;

  /** @param whole whether more than the header is kept */
  constructor(whole: boolean) {
    this.#whole = whole;
  }

  /** Forgets all that came, and gives what takes the items of the report from its beginning. */
  readonly begin = (): ((item: DocumentItem) => void) => {
    this.#hosts = new Map();
    this.#graph = new ScanGraphBuilder();
    this.#header = undefined;
    this.#isPage = false;
    this.#isOfSimulated = false;
    this.#repaired = undefined;
    return (item) => this.#add(item);
  };

  /** Whether the report says that it is of a simulated estate. */
  get simulated(): boolean {
    return this.#isOfSimulated || (this.#header !== undefined && isSimulated(this.#header));
  }

  /** How many faults of the document were mended, if any were. */
  get repaired(): number | undefined {
    return this.#repaired?.count;
  }

  /** Why the report is not all that there is, if it is not. */
  get lack(): OpenGuardError | undefined {
    return this.#isPage
      ? new OpenGuardError('OG_REPLY_TRUNCATED', MORE_THAN_THIS)
      : interruption(this.#header);
  }

  /** What a report for people says besides its findings. */
  around(): {
    readonly header?: HeaderItem;
    readonly hosts: readonly ReportedHost[];
    readonly network?: MapGraph;
    readonly warnings?: readonly string[];
  } {
    const network = this.#graph.graph();
    const warnings = [
      ...(this.#isPage ? ['The service has more than this document tells.'] : []),
      ...(this.#isOfSimulated ? ['The document is of a simulated estate.'] : []),
      ...(this.#repaired === undefined ? [] : [`${repairedText(this.#repaired)}.`]),
    ];
    return {
      hosts: [...this.#hosts].map(([ip, { name, coverage }]) => ({
        ip,
        gaps: coverageFromFindings(coverage)?.gaps ?? [],
        ...(name === undefined ? {} : { name }),
      })),
      ...(this.#header === undefined ? {} : { header: this.#header }),
      ...(network === undefined ? {} : { network }),
      ...(warnings.length === 0 ? {} : { warnings }),
    };
  }

  #add(item: DocumentItem): void {
    if (item.kind === 'header') this.#header = item;
    if (item.kind === 'end') {
      this.#isPage = item.truncated === true;
      this.#isOfSimulated = item.simulated === true;
      this.#repaired = item.repaired;
    }
    if (!this.#whole) return;
    this.#graph.add(item);
    if (item.kind !== 'host' && item.kind !== 'finding') return;
    const known = this.#hosts.get(item.ip);
    const draft = known ?? { name: undefined, coverage: [] };
    if (known === undefined) this.#hosts.set(item.ip, draft);
    if (item.kind === 'host') draft.name ??= item.name;
    else if (item.category === COVERAGE_CATEGORY && item.section === 'info') draft.coverage.push(item);
  }
}
