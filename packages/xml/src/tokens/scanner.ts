import { BANG, isNameStart, LESS, QUESTION, SLASH, SPACE } from '../bytes/byte.js';
import type { XmlLimits } from '../limits.js';
import type { Examine } from '../prolog/entities.js';
import { Prolog } from '../prolog/prolog.js';
import type { RepairLog } from '../repairs.js';
import { Aside } from './aside.js';
import { contentLimit, ContentReader } from './content-reader.js';
import { readEndTag } from './end-tag.js';
import { INCOMPLETE } from './incomplete.js';
import { LENGTHS, markupKind } from './markup-kind.js';
import { refuseBytes, refuseMarkup, refuseText } from './not-xml.js';
import { Patience } from './patience.js';
import { Stop, type Place } from './place.js';
import { References, type Judge } from './references.js';
import { TagReader } from './tag-reader.js';
import type { TokenSink } from './token-sink.js';

type State = 'begin' | 'content' | 'markup' | 'aside' | 'prolog';

/** A tag is waited for that may yet turn out to be faulty within its limit: by a name or a reference, at most. */
const SLACK = 16;

/**
 * Cuts bytes into tokens and checks each against XML 1.0. A token that is not complete yet is taken up again
 * when more bytes come, so that neither what is told nor the cost depends on how the bytes are cut.
 */
export class Scanner {
  readonly #place: Place;
  readonly #references: References;
  readonly #tag: TagReader;
  readonly #content: ContentReader;
  readonly #aside: Aside;
  readonly #prolog: Prolog;
  readonly #patience = new Patience();
  #state: State = 'begin';
  #atStart = true;
  #seenMarkup = false;
  #seenRoot = false;
  /** No more bytes come. */
  #last = false;
  /** Comments and instructions, start and end alternating, for who asks for them. */
  asides: number[] | undefined;

  /**
   * @param examine reads the text of an entity that the document declares
   * @param repairs where repairs are noted; without it nothing is mended
   */
  constructor(place: Place, sink: TokenSink, examine: Examine, repairs?: RepairLog) {
    this.#place = place;
    this.#references = new References(place, repairs);
    this.#tag = new TagReader(place, this.#references);
    this.#content = new ContentReader(place, this.#references, this.#tag, sink);
    this.#aside = new Aside(place);
    this.#prolog = new Prolog(place, this.#references, examine);
  }

  /** Start of the current token: nothing before it is needed. */
  get token(): number {
    return this.#content.token;
  }

  /** Whether bytes were left for later, since much was told. */
  get isPaused(): boolean {
    return this.#content.isPaused;
  }

  /** Has references to entities judged that XML does not know. */
  judgeBy(judge: Judge): void {
    this.#references.judge = judge;
  }

  /** The bytes of the window moved down. */
  shift(by: number): void {
    this.#content.token -= by;
    this.#content.scan -= by;
    this.#aside.shift(by);
    this.#prolog.shift(by);
  }

  /** Reads every token that is complete; if it may pause, only until much was told. */
  advance(mayPause = false): void {
    this.#content.mayPause = mayPause;
    while (this.#step());
    if (this.isPaused) return;
    const { refusal } = this.#place.window;
    this.#prolog.checkHorizon(this.token);
    if (refusal === undefined) return;
    this.#exhaust();
    refuseBytes(this.#place, refusal);
  }

  /** No more bytes come: stops unless the document is whole. */
  finish(): void {
    const { window, stack } = this.#place;
    window.finish();
    this.advance();
    this.#exhaust();
    const isBetween = this.#state === 'begin' || this.#state === 'content';
    if (stack.depth === 0 && isBetween && this.#seenRoot) return this.#prolog.end();
    if (isBetween && !this.#seenMarkup) throw new Stop({ tag: 'Empty' }, window.end);
    const inside = isBetween && !this.#seenRoot ? 'the root element' : this.#unfinished();
    throw new Stop({ tag: 'Truncated', inside, ...this.#place.at(window.end) }, window.end);
  }

  /** What is the first thing wrong: the fault, or that it lies beyond a limit. That must not depend on the pieces. */
  overrule(stop: Stop): Stop {
    const limit = this.#limit();
    const isBeyond = limit !== undefined && stop.position - this.token > this.#place.limits[limit];
    return this.#prolog.overrule(
      isBeyond ? new Stop(this.#place.limitFault(limit, this.token), this.token) : stop,
    );
  }

  /** Which limit the current token has. */
  #limit(): keyof XmlLimits | undefined {
    if (this.#state === 'aside') return this.#aside.limit;
    if (this.#state === 'markup') return 'tagBytes';
    if (this.#state !== 'content' || this.#place.stack.depth === 0) return undefined;
    return contentLimit(this.#place.window, this.token);
  }

  #unfinished(): string {
    if (this.#state === 'aside') return this.#aside.name;
    if (this.#state === 'prolog') return this.#prolog.name;
    return this.#state === 'markup' ? 'a tag' : 'an element';
  }

  /** Reads what is there as if nothing followed: whatever is wrong with it comes first. */
  #exhaust(): void {
    this.#last = true;
    this.#content.mayPause = false;
    while (this.#step());
  }

  /** Reads one token; false when that needs more bytes. */
  #step(): boolean {
    switch (this.#state) {
      case 'begin':
        return this.#begin();
      case 'content':
        return this.#place.stack.depth === 0 ? this.#readOutside() : this.#readContent();
      case 'markup':
        return this.#readMarkup();
      case 'aside':
        return this.#readAside();
      case 'prolog':
        return this.#readProlog();
    }
  }

  /** A byte order mark is none of the document. */
  #begin(): boolean {
    const { bytes, end } = this.#place.window;
    if (end < 3 && !(this.#last && end > 0)) return false;
    const isMarked = end >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.#moveTo(isMarked ? 3 : 0);
    return this.#enter('content');
  }

  #moveTo(token: number): void {
    this.#content.token = token;
    this.#content.scan = token;
  }

  #endToken(end: number): void {
    this.#moveTo(end);
    this.#state = this.#prolog.isOpen ? 'prolog' : 'content';
    this.#atStart = false;
    this.#seenMarkup = true;
  }

  #readOutside(): boolean {
    const { bytes, end } = this.#place.window;
    let i = this.token;
    while ((bytes[i] ?? 0) <= SPACE) i += 1;
    // Blanks outside the root mean nothing, except that no declaration may follow them.
    if (i > this.token) this.#atStart = false;
    this.#moveTo(i);
    if (i === end) return false;
    if (bytes[i] === LESS) return this.#enter('markup');
    if (this.#seenMarkup) this.#place.breaks(this.#seenRoot ? 'content-after-root' : 'text-before-root', i);
    return refuseText(this.#place, i, this.#last);
  }

  #readContent(): boolean {
    const stop = this.#content.read();
    if (stop === 'closed') this.#endToken(this.#content.scan);
    else if (stop === 'markup') this.#state = 'markup';
    return stop !== 'wait' && stop !== 'full';
  }

  #readMarkup(): boolean {
    const { bytes, end } = this.#place.window;
    const start = this.token;
    const next = bytes[start + 1];
    if (start + 1 === end) return false;
    if (next === SLASH) return this.#readEndTag();
    if (isNameStart(next)) return this.#readStartTag();
    if (next === QUESTION) return this.#readQuestion();
    return next === BANG ? this.#readBang() : this.#place.breaks('markup', start);
  }

  #readQuestion(): boolean {
    if (this.#atStart) {
      const begins = this.#prolog.beginsDeclaration(this.token);
      if (begins === undefined && !this.#last) return false;
      if (begins === true) return this.#enter('prolog');
    }
    return this.#beginAside('instruction');
  }

  /** Tells comments, CDATA sections and document types apart. */
  #readBang(): boolean {
    const { bytes, end } = this.#place.window;
    const start = this.token;
    switch (markupKind(bytes, start, end)) {
      case 'unknown':
        return false;
      case 'none':
        return refuseMarkup(this.#place, start, this.#last);
      case 'doctype':
        this.#prolog.beginDoctype(start, this.#seenRoot);
        return this.#enter('prolog');
      case 'cdata':
        if (this.#place.stack.depth === 0) this.#place.breaks('cdata-outside', start);
        return this.#beginAside('cdata');
      case 'comment':
        return this.#beginAside('comment');
    }
  }

  #enter(state: State): boolean {
    this.#state = state;
    return true;
  }

  #readStartTag(): boolean {
    const { stack, limits, window } = this.#place;
    const tag = this.#tag;
    const start = this.token;
    if (stack.depth === 0 && this.#seenRoot) this.#place.breaks('second-root', start);
    if (!this.#last && !this.#patience.isOver(window, start, start + limits.tagBytes)) return false;
    const end = tag.read(start);
    if (end === INCOMPLETE) {
      this.#patience.wait(window, start);
      const most = limits.tagBytes + limits.nameBytes + SLACK;
      if (window.end - start > most) this.#place.limit('tagBytes', start);
      return false;
    }
    this.#patience.end();
    if (end - start > limits.tagBytes) this.#place.limit('tagBytes', start);
    const { depth } = stack;
    if (depth === 0) this.#seenRoot = true;
    if (depth >= limits.depth) this.#place.limit('depth', start);
    const isTold = depth < this.#content.sink.quiet;
    if (isTold) this.#content.sink.open(start, tag, end);
    stack.push(tag.id);
    if (tag.empty) {
      stack.pop();
      if (isTold) this.#content.sink.close(start, end);
    }
    this.#endToken(end);
    return true;
  }

  #readEndTag(): boolean {
    const { stack, limits, window } = this.#place;
    const start = this.token;
    if (!this.#last && !this.#patience.isOver(window, start, start + limits.tagBytes)) return false;
    const end = readEndTag(this.#place, start);
    if (end === INCOMPLETE) {
      this.#patience.wait(window, start);
      return false;
    }
    this.#patience.end();
    stack.pop();
    if (stack.depth < this.#content.sink.quiet) this.#content.sink.close(start, end);
    this.#endToken(end);
    return true;
  }

  #beginAside(kind: Aside['kind']): boolean {
    this.#aside.begin(kind, this.token + LENGTHS[kind]);
    return this.#enter('aside');
  }

  #readAside(): boolean {
    const start = this.token;
    const end = this.#aside.read(start);
    if (end === INCOMPLETE) return false;
    if (this.#aside.kind !== 'cdata') this.asides?.push(start, end);
    else if (this.#content.sink.wantsText) this.#content.sink.text(start + LENGTHS.cdata, end - 3, false);
    if (this.#aside.kind === 'instruction' && !this.#seenRoot)
      this.#content.sink.instruction(start + LENGTHS.instruction, end - LENGTHS.instruction);
    this.#endToken(end);
    return true;
  }

  #readProlog(): boolean {
    const end = this.#prolog.read(this.token, this.#last);
    if (end === INCOMPLETE) return false;
    this.#endToken(end);
    const { aside, isRefused } = this.#prolog;
    if (isRefused) this.#content.silence();
    return aside === undefined || this.#beginAside(aside);
  }
}
