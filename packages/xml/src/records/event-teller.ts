import * as E from 'fp-ts/lib/Either.js';
import { BANG, isBlank, LESS, QUESTION } from '../bytes/byte.js';
import type { XmlEvent } from '../event.js';
import { Stop, type Place } from '../tokens/place.js';
import { PartPlan, SpinePlan, type DocumentPlan } from './plan.js';
import { RecordBuilder } from './record-builder.js';
import type { XmlFault } from '../fault.js';
import type { RepairLog } from '../repairs.js';
import { MOST_LEAVES, TURN } from '../passages/layout.js';
import type { Run } from '../passages/run.js';
import type { TagReader } from '../tokens/tag-reader.js';
import { resolveReferences } from '../tokens/resolve.js';
import type { TokenSink } from '../tokens/token-sink.js';
import { WHOLE } from './wanted.js';

/** Deeper than any element: nothing is left out. */
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * So many events wait at most, give or take those of one tag: what waits when the garbage of short-lived objects is
 * collected makes room for them grow, to twice as much in reports of a gigabyte that are told whole.
 */
const MANY = 8;

/** So many processing instructions are told. */
const INSTRUCTIONS = 16;

/** Turns tokens into events: the spine is told apart, and records are built from what is wanted of them. */
export class EventTeller implements TokenSink {
  readonly #place: Place;
  readonly #repairs: RepairLog | undefined;
  readonly #builder: RecordBuilder;
  /** The plan of the document and of each open element of the spine. */
  readonly #spine: (SpinePlan | DocumentPlan)[];
  readonly #whole = new PartPlan(WHOLE, undefined);
  #events: E.Either<never, XmlEvent>[] = [];
  #inRecord = false;
  /** Where the record begins, in the document. */
  #recordOffset = 0;
  /** The same in the window; it may lie before it. */
  #record = 0;
  #recordDepth = 0;
  #elements = 0;
  /** Text directly in the spine, up to the next tag. */
  #text = '';
  #textOffset = 0;
  readonly #instructions: string[] = [];
  wantsText = true;
  quiet = NEVER;
  isFull = false;

  constructor(place: Place, document: DocumentPlan, repairs?: RepairLog) {
    this.#place = place;
    this.#repairs = repairs;
    this.#builder = new RecordBuilder(place);
    this.#spine = [document];
  }

  /** What was told since this was last called. */
  take(): readonly E.Either<never, XmlEvent>[] {
    const events = this.#events;
    this.#events = [];
    this.isFull = false;
    return events;
  }

  /** The bytes of the window moved down. */
  shift(by: number): void {
    this.#record -= by;
  }

  /** Stops at a record that is too large already: the token at hand begins too far behind its start. */
  checkSize(token: number): void {
    if (this.#isBeyond(token)) throw new Stop(this.#tooLarge(), token);
  }

  /** What is wrong first: the fault, or that it stands in a record that is too large by then. */
  overrule({ fault, position }: Stop): XmlFault {
    return this.#isBeyond(position) ? this.#tooLarge() : fault;
  }

  end(): void {
    const offset = this.#place.window.offsetOf(this.#place.window.end);
    const repairs = this.#repairs?.repairs;
    this.#tell({
      ...{ kind: 'end', offset },
      ...(repairs === undefined ? {} : { repairs }),
      ...(this.#instructions.length === 0 ? {} : { instructions: this.#instructions }),
    });
  }

  instruction(start: number, end: number): void {
    if (this.#instructions.length < INSTRUCTIONS) this.#instructions.push(this.#place.decode(start, end));
  }

  #isBeyond(position: number): boolean {
    return this.#inRecord && position - this.#record > this.#place.limits.recordBytes;
  }

  #tooLarge(): XmlFault {
    const { limits, stack } = this.#place;
    const path = stack.path(this.#recordDepth + 1);
    return {
      tag: 'Limit',
      limit: 'recordBytes',
      value: limits.recordBytes,
      offset: this.#recordOffset,
      path,
    };
  }

  open(start: number, tag: TagReader, end: number): void {
    if (!this.#inRecord) {
      this.#openOutside(start, tag, end);
      return;
    }
    if (this.#builder.open(tag)) {
      this.#count(start);
      this.wantsText = this.#builder.wantsText;
    } else {
      this.#silence();
    }
  }

  follow(start: number, from: number, to: number, tag: TagReader): void {
    const wasQuiet = this.quiet !== NEVER;
    const isInside = this.#inRecord && this.#builder.isInside(wasQuiet);
    if (!isInside) {
      this.close(start, from);
      this.open(to, tag, to);
      return;
    }
    const plan = this.#builder.follow(tag, wasQuiet, from, to);
    if (plan !== null) this.#count(to);
    this.#enter(plan);
  }

  get fates(): Uint8Array | undefined {
    const mayCount = this.#elements + MOST_LEAVES < this.#place.limits.recordElements;
    return this.#inRecord && mayCount ? this.#builder.fates(this.quiet !== NEVER) : undefined;
  }

  get mayTurn(): boolean {
    return this.#builder.mayTurn(this.quiet !== NEVER);
  }

  pass(run: Run): void {
    const builder = this.#builder;
    const { leaves } = run;
    let isOpen = this.quiet === NEVER;
    for (let leaf = 0; leaf < leaves; leaf += 1) {
      const name = run.leafName(leaf);
      if (name === TURN) {
        this.#turn(run.leafStart(leaf), run.leafEnd(leaf));
      } else if (isOpen) {
        builder.endLeaf(run.leafStart(leaf), run.leafEnd(leaf));
      } else {
        this.#elements += 1;
        builder.leaf(name, run.leafStart(leaf), run.leafEnd(leaf));
      }
      isOpen = false;
    }
    const plan = builder.next(run.name);
    if (plan !== null) this.#elements += 1;
    this.#enter(plan);
  }

  /** An element around those of a run ends, and begins again: the record, or one in it. */
  #turn(end: number, start: number): void {
    const record = this.#builder.turn();
    if (record === undefined) {
      this.#elements += 1;
      return;
    }
    this.checkSize(end);
    this.#tell({ kind: 'record', element: record, offset: this.#recordOffset });
    this.#record = start;
    this.#recordOffset = this.#place.window.offsetOf(start);
    this.#elements = 1;
  }

  /** One more element of the record is wanted. */
  #count(start: number): void {
    this.#elements += 1;
    if (this.#elements > this.#place.limits.recordElements) this.#place.limit('recordElements', start);
  }

  #enter(plan: PartPlan | null): void {
    if (plan === null) {
      this.#silence();
    } else {
      this.quiet = NEVER;
      this.wantsText = plan.text !== 'none';
    }
  }

  #openOutside(start: number, tag: TagReader, end: number): void {
    const { window, stack } = this.#place;
    const isHtml = stack.depth === 0 && stack.names.texts[tag.id]?.toLowerCase() === 'html';
    if (isHtml) this.#place.notXml('html', start, end);
    this.#endText();
    const plan = this.#spine.at(-1)?.below(tag.id, stack.names) ?? null;
    const offset = window.offsetOf(start);
    if (plan instanceof SpinePlan) {
      this.#spine.push(plan);
      this.#tell({ kind: 'open', element: this.#builder.element(tag, this.#whole), offset });
    } else {
      this.#inRecord = true;
      this.#record = start;
      this.#recordDepth = stack.depth;
      this.#recordOffset = offset;
      this.#elements = 1;
      if (plan === null) {
        this.#silence();
        return;
      }
      this.#builder.start(tag, plan);
      this.wantsText = this.#builder.wantsText;
    }
  }

  /** Nothing is wanted of the element that begins. */
  #silence(): void {
    this.quiet = this.#place.stack.depth + 1;
    this.wantsText = false;
  }

  close(start: number, end: number): void {
    if (!this.#inRecord) {
      this.#endText();
      this.#spine.pop();
      const name = this.#place.stack.closed;
      this.#tell({ kind: 'close', name, offset: this.#place.window.offsetOf(start) });
    } else if (this.quiet !== NEVER) {
      this.quiet = NEVER;
      if (!this.#builder.isOpen) this.checkSize(end);
      this.#inRecord = this.#builder.isOpen;
      this.wantsText = !this.#inRecord || this.#builder.wantsText;
    } else {
      const record = this.#builder.close();
      if (record === undefined) {
        this.wantsText = this.#builder.wantsText;
        return;
      }
      this.checkSize(end);
      this.#inRecord = false;
      this.wantsText = true;
      this.#tell({ kind: 'record', element: record, offset: this.#recordOffset });
    }
  }

  text(start: number, end: number, references: boolean): void {
    if (this.#inRecord) {
      this.#builder.text(start, end, references);
      return;
    }
    const isBlankToTag = this.#text === '' && this.#isBlankToTag(start, end);
    if (!isBlankToTag) this.#addText(start, end, references);
  }

  /** Whether only blanks stand here, and a tag follows: nearly always, between records. */
  #isBlankToTag(start: number, end: number): boolean {
    const { window } = this.#place;
    const { bytes } = window;
    const next = bytes[end + 1];
    if (bytes[end] !== LESS || next === BANG || next === QUESTION || end + 1 >= window.end) return false;
    let i = start;
    while (i < end && isBlank(bytes[i])) i += 1;
    return i === end;
  }

  #addText(start: number, end: number, references: boolean): void {
    if (this.#text === '') this.#textOffset = this.#place.window.offsetOf(start);
    const text = this.#place.decode(start, end);
    this.#text += references ? resolveReferences(text) : text;
    if (this.#text.length > this.#place.limits.recordBytes) this.#place.limit('recordBytes', start);
  }

  /** A tag stands here: what is before it is all of a text. */
  #endText(): void {
    if (this.#text === '') return;
    if (/[^ \t\n\r]/.test(this.#text))
      this.#tell({ kind: 'text', text: this.#text, offset: this.#textOffset });
    this.#text = '';
  }

  #tell(event: XmlEvent): void {
    this.#events.push(E.right(event));
    if (this.#events.length >= MANY) this.isFull = true;
  }
}
