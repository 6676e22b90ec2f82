import { isBlank } from '../bytes/byte.js';
import type { XmlElement, XmlNode } from '../element.js';
import type { Place } from '../tokens/place.js';
import type { PartPlan } from './plan.js';
import { ATTRIBUTE, type TagReader } from '../tokens/tag-reader.js';
import { resolveReferences } from '../tokens/resolve.js';

interface Open {
  readonly tagName: string;
  readonly attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
}

/** Shared by all elements that have none, and never changed. */
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};
const NO_CHILDREN: XmlNode[] = [];

/** Most elements hold one text: an array of its own size is a tenth of one that was pushed to. */
const append = (element: Open, child: XmlNode): void => {
  if (element.children === NO_CHILDREN) element.children = [child];
  else element.children.push(child);
};

/** Sets a value as data, also under names that mean something to JavaScript. */
const put = (attributes: Record<string, string>, name: string, value: string): void => {
  if (name === '__proto__') {
    Object.defineProperty(attributes, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    attributes[name] = value;
  }
};

const isBlankText = (bytes: Uint8Array, start: number, end: number): boolean => {
  let i = start;
  while (i < end && isBlank(bytes[i])) i += 1;
  return i === end;
};

/** Builds the tree of one record from what is wanted of it. */
export class RecordBuilder {
  readonly #place: Place;
  /** The open elements of the record, outermost first, and their plans. */
  readonly #nodes: Open[] = [];
  readonly #plans: PartPlan[] = [];
  #depth = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Whether text is wanted in the innermost element. */
  get wantsText(): boolean {
    return this.#plans[this.#depth - 1]?.text !== 'none';
  }

  /** Whether a record is being built. */
  get isOpen(): boolean {
    return this.#depth > 0;
  }

  /** Begins a record. */
  start(tag: TagReader, plan: PartPlan): void {
    this.#depth = 0;
    this.#push(plan, this.element(tag, plan));
  }

  /** Begins an element inside; false when it is not wanted, and then it is not open. */
  open(tag: TagReader): boolean {
    const plan = this.#plans[this.#depth - 1]?.below(tag.id, this.#place.stack.names);
    if (plan === null || plan === undefined) return false;
    const node = this.element(tag, plan);
    const outer = this.#nodes[this.#depth - 1];
    if (outer !== undefined) append(outer, node);
    this.#push(plan, node);
    return true;
  }

  /**
   * Whether the element that ends stands in another of the record.
   *
   * @param skipped whether it is not wanted itself
   */
  isInside(skipped: boolean): boolean {
    return this.#depth > (skipped ? 0 : 1);
  }

  /** Ends one element inside, behind which blanks stand, and begins the next: its plan, if it is wanted. */
  follow(tag: TagReader, skipped: boolean, from: number, to: number): PartPlan | null {
    if (!skipped) this.#depth -= 1;
    const outer = this.#nodes[this.#depth - 1];
    const around = this.#plans[this.#depth - 1];
    if (outer === undefined || around === undefined) return null;
    if (around.text === 'all' && from < to) this.text(from, to, false);
    const plan = around.below(tag.id, this.#place.stack.names);
    if (plan === null) return null;
    const tagName = this.#place.stack.names.texts[tag.id] ?? '';
    const node = { tagName, attributes: NO_ATTRIBUTES, children: NO_CHILDREN };
    append(outer, node);
    this.#push(plan, node);
    return plan;
  }

  /** What is done with elements beside the one that is open, or skipped, by their names; not where blanks count. */
  fates(skipped: boolean): Uint8Array | undefined {
    const around = this.#plans[this.#depth - (skipped ? 1 : 2)];
    return around === undefined || around.text === 'all' ? undefined : around.fates;
  }

  /** Whether the element around that one may end and begin again at once: not where blanks beside it count. */
  mayTurn(skipped: boolean): boolean {
    const outside = this.#depth - (skipped ? 2 : 3);
    return outside < 0 || this.#plans[outside]?.text !== 'all';
  }

  /** The innermost element ends, with this text and nothing else. */
  endLeaf(start: number, end: number): void {
    if (this.wantsText) this.text(start, end, false);
    this.#depth -= 1;
  }

  /** An element inside, of a name that is wanted, with this text and nothing else. */
  leaf(name: number, start: number, end: number): void {
    const { names } = this.#place.stack;
    const outer = this.#nodes[this.#depth - 1];
    const plan = this.#plans[this.#depth - 1]?.below(name, names) ?? null;
    if (outer === undefined || plan === null) return;
    const text = this.#isWanted(plan, start, end) ? this.#place.decode(start, end) : '';
    const children = text === '' ? NO_CHILDREN : [text];
    append(outer, { tagName: names.texts[name] ?? '', attributes: NO_ATTRIBUTES, children });
  }

  #isWanted({ text }: PartPlan, start: number, end: number): boolean {
    return text === 'all' || (text === 'not-blank' && !isBlankText(this.#place.window.bytes, start, end));
  }

  /** Ends the innermost element and begins another of its name beside it: the record that ends, if it was that. */
  turn(): XmlElement | undefined {
    this.#depth -= 1;
    const ended = this.#nodes[this.#depth];
    const plan = this.#plans[this.#depth];
    if (ended === undefined || plan === undefined) return undefined;
    const node = { tagName: ended.tagName, attributes: NO_ATTRIBUTES, children: NO_CHILDREN };
    const outer = this.#depth === 0 ? undefined : this.#nodes[this.#depth - 1];
    if (outer !== undefined) append(outer, node);
    this.#push(plan, node);
    return outer === undefined ? ended : undefined;
  }

  /** Begins an element without attributes: its plan, if it is wanted. */
  next(name: number): PartPlan | null {
    const { names } = this.#place.stack;
    const outer = this.#nodes[this.#depth - 1];
    const plan = this.#plans[this.#depth - 1]?.below(name, names) ?? null;
    if (outer === undefined || plan === null) return null;
    const node = { tagName: names.texts[name] ?? '', attributes: NO_ATTRIBUTES, children: NO_CHILDREN };
    append(outer, node);
    this.#push(plan, node);
    return plan;
  }

  /** Ends the innermost element: the record, if it was that. */
  close(): XmlElement | undefined {
    this.#depth -= 1;
    return this.#depth === 0 ? this.#nodes[0] : undefined;
  }

  text(start: number, end: number, references: boolean): void {
    const node = this.#nodes[this.#depth - 1];
    if (node === undefined) return;
    const { bytes } = this.#place.window;
    if (this.#plans[this.#depth - 1]?.text === 'not-blank' && isBlankText(bytes, start, end)) return;
    const text = this.#place.decode(start, end);
    const whole = references ? resolveReferences(text) : text;
    const last = node.children.length - 1;
    const before = last === -1 ? undefined : node.children[last];
    if (typeof before === 'string') node.children[last] = before + whole;
    else if (whole !== '') append(node, whole);
  }

  /** The element of a start tag, with the attributes that are wanted and no children. */
  element(tag: TagReader, plan: PartPlan): Open {
    const { texts } = this.#place.stack.names;
    const tagName = texts[tag.id] ?? '';
    if (tag.count === 0) return { tagName, attributes: NO_ATTRIBUTES, children: NO_CHILDREN };
    const attributes: Record<string, string> = {};
    for (let i = 0; i < tag.count * ATTRIBUTE; i += ATTRIBUTE) {
      const name = texts[tag.attributes[i] ?? 0] ?? '';
      if (!plan.hasAttribute(name)) continue;
      const value = this.#place.decode(tag.attributes[i + 1] ?? 0, tag.attributes[i + 2] ?? 0);
      put(attributes, name, tag.attributes[i + 3] === 1 ? resolveReferences(value) : value);
    }
    return { tagName, attributes, children: NO_CHILDREN };
  }

  #push(plan: PartPlan, node: Open): void {
    this.#plans[this.#depth] = plan;
    this.#nodes[this.#depth] = node;
    this.#depth += 1;
  }
}
