import type { Spine } from '../event.js';
import { NAMES, SKIP, TELL } from '../passages/layout.js';
import type { NameTable } from '../tokens/name-table.js';
import { WHOLE, type Wanted } from './wanted.js';

const own = <A>(record: Readonly<Record<string, A>>, name: string): A | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** What is to be done with an element, and, looked up once per name, with its children. */
abstract class Plan<P> {
  /** By the numbers of names; `null` of one of which nothing is wanted. */
  readonly #children: (P | null | undefined)[] = [];
  /** What is done with them, of those that were looked up and whose numbers are low enough. */
  readonly fates = new Uint8Array(NAMES);

  below(id: number, names: NameTable): P | null {
    const known = this.#children[id];
    if (known !== undefined) return known;
    while (this.#children.length < id) this.#children.push(undefined);
    const found = this.child(names.texts[id] ?? '');
    this.#children[id] = found;
    this.fates[id] = found === null ? SKIP : TELL;
    return found;
  }

  protected abstract child(name: string): P | null;
}

/** An element that becomes part of a record. */
export class PartPlan extends Plan<PartPlan> {
  readonly text: Wanted['text'];
  readonly #wanted: Wanted;
  readonly #whole: PartPlan | undefined;
  /** `undefined`: all. */
  readonly #attributes: ReadonlySet<string> | undefined;

  /** @param whole the plan for children that are wanted whole; its own, if it is left out */
  constructor(wanted: Wanted, whole: PartPlan | undefined) {
    super();
    this.#wanted = wanted;
    this.#whole = whole;
    this.#attributes = wanted.attributes === 'all' ? undefined : new Set(wanted.attributes);
    this.text = wanted.text;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes === undefined || this.#attributes.has(name);
  }

  protected child(name: string): PartPlan | null {
    const wanted = own(this.#wanted.children, name);
    if (wanted !== undefined) return new PartPlan(wanted, this.#whole);
    return this.#wanted.others ? (this.#whole ?? this) : null;
  }
}

/** Which records of a document are wanted in part, by their names. Others come whole. */
export type Records = Readonly<Record<string, Wanted | 'nothing'>>;

/** An element that is told by its start and its end; its children that are not are records. */
export class SpinePlan extends Plan<SpinePlan | PartPlan> {
  readonly #spine: Spine;
  readonly #records: Records;
  readonly #whole: PartPlan;

  constructor(spine: Spine, records: Records, whole: PartPlan) {
    super();
    this.#spine = spine;
    this.#records = records;
    this.#whole = whole;
  }

  protected child(name: string): SpinePlan | PartPlan | null {
    const spine = own(this.#spine, name);
    if (spine !== undefined) return new SpinePlan(spine, this.#records, this.#whole);
    const wanted = own(this.#records, name);
    if (wanted === undefined) return this.#whole;
    return wanted === 'nothing' ? null : new PartPlan(wanted, this.#whole);
  }
}

/** The document itself, whose child is the root: never a record. */
export class DocumentPlan extends Plan<SpinePlan> {
  readonly #spine: Spine;
  readonly #recordsOf: (root: string) => Records;

  constructor(spine: Spine, recordsOf: (root: string) => Records) {
    super();
    this.#spine = spine;
    this.#recordsOf = recordsOf;
  }

  protected child(name: string): SpinePlan {
    return new SpinePlan(own(this.#spine, name) ?? {}, this.#recordsOf(name), new PartPlan(WHOLE, undefined));
  }
}

/** The plan for a document; which records are wanted is asked once its root is known. */
export const planOf = (spine: Spine, recordsOf: (root: string) => Records): DocumentPlan =>
  new DocumentPlan(spine, recordsOf);
