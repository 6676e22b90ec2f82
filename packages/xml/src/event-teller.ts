import { isBlank } from './byte.js';
import type { XmlEvent } from './event.js';
import type { Place } from './place.js';
import { PartPlan, SpinePlan } from './plan.js';
import { RecordBuilder } from './record-builder.js';
import type { TokenSink } from './scanner.js';
import type { TagReader } from './tag-reader.js';
import { resolveReferences } from './texts.js';
import { WHOLE } from './wanted.js';

/** Deeper than any element: nothing is left out. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Turns tokens into events: the spine is told apart, and records are built from what is wanted of them. */
export class EventTeller implements TokenSink {
  readonly #place: Place;
  readonly #builder: RecordBuilder;
  /** The plan of the document and of each open element of the spine. */
  readonly #spine: SpinePlan[];
  readonly #whole = new PartPlan(WHOLE, undefined);
  #events: XmlEvent[] = [];
  #inRecord = false;
  /** Where the record begins, in the document. */
  #recordOffset = 0;
  /** The same in the window; it may lie before it. */
  #record = 0;
  #elements = 0;
  wantsText = true;
  quiet = NEVER;

  constructor(place: Place, document: SpinePlan) {
    this.#place = place;
    this.#builder = new RecordBuilder(place);
    this.#spine = [document];
  }

  /** What was told since this was last called. */
  take(): readonly XmlEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** The bytes of the window moved down. */
  shift(by: number): void {
    this.#record -= by;
  }

  /** Stops at a record that is too large already. */
  checkSize(): void {
    if (this.#inRecord) this.#checkRecord(this.#place.window.end);
  }

  end(): void {
    this.#tell({ kind: 'end', offset: this.#place.window.offsetOf(this.#place.window.end) });
  }

  #checkRecord(end: number): void {
    if (end - this.#record > this.#place.limits.recordBytes) this.#place.limit('recordBytes', this.#record);
  }

  open(start: number, tag: TagReader): void {
    if (!this.#inRecord) {
      this.#openOutside(start, tag);
      return;
    }
    this.#elements += 1;
    if (this.#elements > this.#place.limits.recordElements) this.#place.limit('recordElements', start);
    if (this.#builder.open(tag)) this.wantsText = this.#builder.wantsText;
    else this.#silence();
  }

  #openOutside(start: number, tag: TagReader): void {
    const { window, stack } = this.#place;
    if (stack.depth === 0 && stack.names.texts[tag.id]?.toLowerCase() === 'html') this.#place.html(start);
    const plan = this.#spine.at(-1)?.below(tag.id, stack.names) ?? null;
    const offset = window.offsetOf(start);
    if (plan instanceof SpinePlan) {
      this.#spine.push(plan);
      this.#tell({ kind: 'open', element: this.#builder.element(tag, this.#whole), offset });
    } else {
      this.#inRecord = true;
      this.#record = start;
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
      this.#spine.pop();
      const name = this.#place.stack.closed;
      this.#tell({ kind: 'close', name, offset: this.#place.window.offsetOf(start) });
    } else if (this.quiet !== NEVER) {
      this.quiet = NEVER;
      this.#inRecord = this.#builder.isOpen;
      if (!this.#inRecord) this.#checkRecord(end);
      this.wantsText = !this.#inRecord || this.#builder.wantsText;
    } else {
      const record = this.#builder.close();
      if (record === undefined) {
        this.wantsText = this.#builder.wantsText;
        return;
      }
      this.#checkRecord(end);
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
    const { bytes } = this.#place.window;
    let i = start;
    while (i < end && isBlank(bytes[i])) i += 1;
    if (i === end) return;
    const source = this.#place.decode(start, end);
    const text = references ? resolveReferences(source) : source;
    if (/[^ \t\n\r]/.test(text))
      this.#tell({ kind: 'text', text, offset: this.#place.window.offsetOf(start) });
  }

  #tell(event: XmlEvent): void {
    this.#events.push(event);
  }
}
