import type { DocumentItem, EndItem } from '@openguard/model';
import type { Spine, XmlElement, XmlEvent } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { Workbench, type Assembler, type Readable } from './assembler.js';
import type { DocumentFault } from './fault.js';

/** What reading a part of a document gives. */
export type Items = E.Either<DocumentFault, readonly DocumentItem[]>;

export const NOTHING: Items = E.right([]);

/** What records are read with. */
export interface Telling {
  readonly bench: Workbench;
  /** What the end is to say besides what is counted. */
  readonly end: { answered?: string; truncated?: true; tracked?: true; last?: number };
}

/** Reads one record. */
export type ReadRecord = (telling: Telling, element: XmlElement, offset: number) => Items;

/** An item without what stands around it. */
type Bare = { [K in DocumentItem['kind']]: Omit<Extract<DocumentItem, { kind: K }>, 'notices'> }[Exclude<
  DocumentItem['kind'],
  'end'
>];

/** Reads a record that is declared as one item. */
export const entry =
  <A>(declared: Readable<A>, make: (value: A, bench: Workbench) => Bare): ReadRecord =>
  ({ bench }, element, offset) => {
    const decoded = bench.decode(declared, element, offset);
    if (E.isLeft(decoded)) return decoded;
    const item = make(decoded.right, bench);
    return E.right([{ ...item, ...bench.ledger.take() }]);
  };

/** The fault of a value that cannot be what it must be. */
export const invalid = (
  { path: at }: Pick<Workbench, 'path'>,
  offset: number,
  path: string,
  expected: string,
  missing = false,
): E.Either<DocumentFault, never> => E.left({ tag: 'Invalid', offset, at, path, expected, missing });

/** Elements with a meaning that reaches beyond one record; `undefined` of what it does not know. */
export interface Groups {
  readonly open: (path: string, element: XmlElement, offset: number) => Items;
  readonly record: (path: string, element: XmlElement, offset: number) => Items | undefined;
  readonly close: (path: string, offset: number) => Items;
}

/** What an end counts besides hosts and findings, by the kinds of items. */
const COUNTED = {
  check: 'checks',
  ticket: 'tickets',
  posture: 'postures',
  record: 'records',
  id: 'ids',
  'shared-report': 'reports',
} as const satisfies Partial<Record<DocumentItem['kind'], keyof EndItem>>;

/** What is particular about a document that is read record by record. */
export interface RecordTable {
  readonly spine: Spine;
  /** How records are read, by their paths below the root, such as `RESPONSE/HOST_LIST/HOST`. */
  readonly records: ReadonlyMap<string, ReadRecord>;
  /** A child of the root without which, and without a refusal, the document is none. */
  readonly needs?: string;
  readonly counted: readonly (keyof typeof COUNTED)[];
  readonly groups?: (telling: Telling) => Groups;
}

/** Reads a document record by record, in constant memory. Paths here are those below the root. */
export class TableAssembler implements Assembler {
  readonly #table: RecordTable;
  readonly #telling: Telling = { bench: new Workbench(), end: {} };
  readonly #groups: Groups | undefined;
  readonly #paths: string[] = [];
  readonly #counts = new Map<string, number>();
  #isThere: boolean;

  constructor(table: RecordTable) {
    this.#table = table;
    this.#groups = table.groups?.(this.#telling);
    this.#isThere = table.needs === undefined;
  }

  readonly take = (event: XmlEvent): Items => {
    const { bench } = this.#telling;
    switch (event.kind) {
      case 'open':
        return this.#counted(this.#open(event.element, event.offset));
      case 'record':
        return this.#counted(this.#record(event.element, event.offset));
      case 'text':
        bench.noteText(bench.path, event.text);
        return NOTHING;
      case 'close':
        return this.#counted(this.#close(event.offset));
      case 'end':
        return E.right([this.#end()]);
    }
  };

  #below(name: string): string {
    const path = this.#paths.at(-1);
    if (path === undefined) return '';
    return path === '' ? name : `${path}/${name}`;
  }

  #open(element: XmlElement, offset: number): Items {
    const { bench } = this.#telling;
    const path = this.#below(element.tagName);
    if (path === this.#table.needs) this.#isThere = true;
    bench.note({ tagName: element.tagName, fields: {} }, element);
    this.#paths.push(path);
    bench.enter(element.tagName);
    return this.#groups?.open(path, element, offset) ?? NOTHING;
  }

  #record(element: XmlElement, offset: number): Items {
    const { bench } = this.#telling;
    const path = this.#below(element.tagName);
    if (path === this.#table.needs || element.tagName === 'ERROR') this.#isThere = true;
    const grouped = this.#groups?.record(path, element, offset);
    if (grouped !== undefined) return grouped;
    if (element.tagName === 'ERROR') return bench.refused(element, offset);
    const read = this.#table.records.get(path);
    if (read !== undefined) return read(this.#telling, element, offset);
    bench.noteUnknown(element);
    return NOTHING;
  }

  #close(offset: number): Items {
    const { bench } = this.#telling;
    const { needs = '' } = this.#table;
    if (this.#paths.length === 1 && !this.#isThere) return invalid(bench, offset, needs, needs, true);
    const path = this.#paths.pop() ?? '';
    const told = this.#groups?.close(path, offset) ?? NOTHING;
    bench.leave();
    return told;
  }

  #counted(items: Items): Items {
    if (E.isLeft(items)) return items;
    for (const item of items.right) {
      const { kind } = item;
      this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
      if (kind === 'host') this.#telling.bench.hosts.see(item);
    }
    return items;
  }

  #end(): EndItem {
    const { bench, end } = this.#telling;
    const count = (kind: DocumentItem['kind']): number => this.#counts.get(kind) ?? 0;
    return bench.end({
      hosts: count('host'),
      findings: count('finding'),
      ...Object.fromEntries(this.#table.counted.map((kind) => [COUNTED[kind], count(kind)])),
      ...end,
    });
  }
}
