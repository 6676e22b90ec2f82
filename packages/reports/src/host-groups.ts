import type { HostItem } from '@openguard/model';
import type { XmlElement, XmlLimits } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import type { Readable, Workbench } from './assembler.js';
import { NOTHING, type Groups, type Items, type Telling } from './record-table.js';

/** Reads one finding of a host; `at` is where it stands. */
export type ReadFinding = (
  bench: Workbench,
  host: HostItem,
  element: XmlElement,
  offset: number,
  at: string,
) => Items;

/** What is particular about the hosts of a document. */
export interface HostKind<A> {
  /** Where they stand, below the root; empty for the root itself. */
  readonly path: string;
  /** What describes the host itself. */
  readonly facts: Readable<A>;
  /** The fact without which no finding can be told. */
  readonly identity: string;
  readonly itemOf: (facts: A, bench: Workbench) => Omit<HostItem, 'notices'>;
  /** Where findings stand, below the host, and how they are read. */
  readonly findings: ReadonlyMap<string, ReadFinding>;
}

interface Waiting {
  readonly read: ReadFinding;
  readonly element: XmlElement;
  readonly offset: number;
  readonly at: string;
}

/** A host while its element is open. */
class OpenHost<A> {
  readonly #bench: Workbench;
  readonly #kind: HostKind<A>;
  readonly #limit: number;
  readonly #offset: number;
  readonly #at: string;
  readonly #tagName: string;
  readonly #facts: XmlElement[] = [];
  readonly #waiting: Waiting[] = [];
  #host: HostItem | undefined;
  #isRefused = false;

  constructor(bench: Workbench, kind: HostKind<A>, limit: number, tagName: string, offset: number) {
    this.#bench = bench;
    this.#kind = kind;
    this.#limit = limit;
    this.#offset = offset;
    this.#tagName = tagName;
    this.#at = bench.path.slice(0, -tagName.length - 1);
  }

  /** Takes a child that is no finding. */
  fact(element: XmlElement, offset: number): Items {
    if (element.tagName === 'ERROR') {
      this.#isRefused = true;
      return this.#bench.refused(element, offset);
    }
    if (this.#host === undefined) this.#facts.push(element);
    else this.#bench.noteUnknown(element);
    return this.#bounded(offset);
  }

  finding(read: ReadFinding, element: XmlElement, offset: number): Items {
    const at = this.#bench.path;
    if (this.#host !== undefined) return read(this.#bench, this.#host, element, offset, at);
    if (!this.#facts.some(({ tagName }) => tagName === this.#kind.identity)) {
      this.#waiting.push({ read, element, offset, at });
      return this.#bounded(offset);
    }
    return this.#tell((host) => read(this.#bench, host, element, offset, at));
  }

  close(): Items {
    const isNothing = this.#isRefused && this.#facts.length === 0 && this.#waiting.length === 0;
    return this.#host !== undefined || isNothing ? NOTHING : this.#tell(() => NOTHING);
  }

  /** Tells the host itself, then what has waited for it, then what comes. */
  #tell(then: (host: HostItem) => Items): Items {
    const alone = { tagName: this.#tagName, attributes: {}, children: this.#facts };
    const facts = this.#bench.decode(this.#kind.facts, alone, this.#offset, this.#at);
    if (E.isLeft(facts)) return facts;
    const item = this.#kind.itemOf(facts.right, this.#bench);
    const host: HostItem = { ...item, ...this.#bench.ledger.take() };
    this.#host = host;
    const told: Items[] = [
      ...this.#waiting.map(({ read, element, offset, at }) => read(this.#bench, host, element, offset, at)),
      then(host),
    ];
    return told.reduce<Items>(
      (all, next) => (E.isLeft(all) ? all : E.map((more: typeof all.right) => [...all.right, ...more])(next)),
      E.right([host]),
    );
  }

  /** What is kept until the host is known must not be larger than a record. */
  #bounded(offset: number): Items {
    if (this.#host !== undefined || offset - this.#offset <= this.#limit) return NOTHING;
    const place = { offset: this.#offset, path: this.#bench.path };
    return E.left({
      tag: 'Xml',
      fault: { tag: 'Limit', limit: 'recordBytes', value: this.#limit, ...place },
    });
  }
}

/**
 * Hosts that may be too large to hold: what describes one is told before its findings, in whatever order they stand.
 * What describes it and comes after its first finding is noted.
 */
export const hostGroups =
  <A>(kind: HostKind<A>, { recordBytes }: Pick<XmlLimits, 'recordBytes'>) =>
  ({ bench, end }: Telling): Groups => {
    const { path: place, findings } = kind;
    end.tracked = true;
    const inside = place === '' ? '' : `${place}/`;
    let host: OpenHost<A> | undefined;
    return {
      open: (path, { tagName }, offset) => {
        if (path === place) host = new OpenHost(bench, kind, recordBytes, tagName, offset);
        return NOTHING;
      },
      record: (path, element, offset) => {
        if (host === undefined || !path.startsWith(inside)) return undefined;
        const below = path.slice(inside.length);
        const read = findings.get(below);
        if (read !== undefined) return host.finding(read, element, offset);
        return below.includes('/') ? undefined : host.fact(element, offset);
      },
      close: (path) => {
        if (path !== place) return NOTHING;
        const told = host?.close() ?? NOTHING;
        host = undefined;
        return told;
      },
    };
  };
