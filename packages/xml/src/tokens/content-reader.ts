import {
  AMPERSAND,
  BANG,
  CLOSE_BRACKET,
  GREATER,
  isNameStart,
  LESS,
  OPEN_BRACKET,
  QUESTION,
  SLASH,
} from '../bytes/byte.js';
import type { ByteWindow } from '../bytes/byte-window.js';
import { NAMES } from '../passages/layout.js';
import { Passages } from '../passages/passages.js';
import { Run, SKIPPED } from '../passages/run.js';
import { INCOMPLETE } from './incomplete.js';
import { LENGTHS } from './markup-kind.js';
import type { Place } from './place.js';
import type { References } from './references.js';
import type { TagReader } from './tag-reader.js';
import { plainTextEnd } from './text-run.js';
import { findCdataEnd } from './token-end.js';
import { SILENT, type TokenSink } from './token-sink.js';

/** So many times in a row a run is tried in vain before it is left alone for as long as this reader goes on. */
const TRIES = 8;

/** The first eight bytes of `<![CDATA[`, as they are read from the window. */
const CDATA_BEGIN = 0x435b213c;
const CDATA_GOES_ON = 0x41544144;

/**
 * Why a reader of content stops: it needs more bytes, markup begins that is rare or not complete, the root was
 * closed, or who is told has to get rid of it first.
 */
export type ContentStop = 'wait' | 'markup' | 'closed' | 'full';

/** Which limit a token has that begins here. */
export const contentLimit = ({ bytes }: ByteWindow, token: number): 'tagBytes' | 'recordBytes' =>
  bytes[token] === LESS && bytes[token + 1] !== BANG ? 'tagBytes' : 'recordBytes';

/**
 * Reads text and tags inside the root: nearly all of a document, so what is done for each is all that its speed
 * depends on.
 */
export class ContentReader {
  readonly #place: Place;
  readonly #references: References;
  readonly #tag: TagReader;
  sink: TokenSink;
  /** Start of the current token: nothing before it is needed. */
  token = 0;
  /** How far it has been looked at. */
  scan = 0;
  /** Whether to stop when much was told. */
  mayPause = false;
  /** Whether the last stop was to let go of what was told. */
  isPaused = false;
  #hasReferences = false;
  readonly #passages = new Passages();
  readonly #run: Run;

  constructor(place: Place, references: References, tag: TagReader, sink: TokenSink) {
    this.#place = place;
    this.#references = references;
    this.#tag = tag;
    this.sink = sink;
    this.#run = new Run(place);
  }

  /** Nothing of what follows is told. */
  silence(): void {
    this.sink = SILENT;
  }

  /**
   * One loop over bytes, with all that changes in variables. Going back to the state machine for each token takes
   * 1.0 to 1.2 times as long; whatever does not end here is left to it.
   */
  read(): ContentStop {
    const { window, stack, limits } = this.#place;
    const { bytes, view, end } = window;
    const { sink } = this;
    const tag = this.#tag;
    const passages = this.#passages;
    let i = this.scan;
    this.isPaused = false;
    const mayRun = this.#run.prepare();
    passages.look(window, mayRun);
    let tries = mayRun ? TRIES : 0;
    let isOpened = false;
    for (;;) {
      if (sink.isFull && this.mayPause) return this.#pause(i);
      if (tries > 0 && (isOpened || stack.depth >= sink.quiet)) {
        isOpened = false;
        const to = this.#runFrom(i);
        if (to !== INCOMPLETE) {
          tries = to === i ? tries - 1 : TRIES;
          i = to;
        }
      }
      i = plainTextEnd(view, i);
      while (bytes[i] !== LESS) {
        const length = bytes[i] === AMPERSAND ? this.#referenceLength(i) : this.#bracketLength(i);
        if (length === 0) return this.#wait(i);
        i = plainTextEnd(view, i + length);
      }
      if (i === end) return this.#wait(i);
      if (i > this.token) this.#endText(i);
      const { depth } = stack;
      const id = stack.top;
      const length = depth === 1 ? 0 : passages.lengthAt(id, view, i, end);
      if (length !== 0) {
        const ended = i + passages.blanksFrom;
        this.token = i + passages.blanksTo;
        tag.id = passages.nameAfter;
        stack.depth = depth - 1;
        if (depth <= sink.quiet) {
          tag.count = 0;
          tag.empty = false;
          sink.follow(i, ended, this.token, tag);
        }
        stack.push(tag.id);
        passages.end(id, i, ended);
        i += length;
        passages.passed(tag.id, this.token, i);
        this.token = i;
        isOpened = true;
        continue;
      }
      const next = bytes[i + 1];
      if (next === SLASH) {
        const to = stack.endOfTop(view, i + 2);
        if (to === INCOMPLETE || bytes[to] !== GREATER) break;
        stack.depth = depth - 1;
        if (depth <= sink.quiet) sink.close(i, to + 1);
        passages.end(id, i, to + 1);
        i = to + 1;
        if (depth === 1) {
          this.scan = i;
          return 'closed';
        }
      } else if (next === BANG || next === QUESTION) {
        const to = next === BANG ? this.#cdata(i) : INCOMPLETE;
        if (to === INCOMPLETE) break;
        passages.interrupt();
        i = to;
      } else {
        if (!isNameStart(next)) break;
        const to = tag.read(i);
        if (to === INCOMPLETE || to - i > limits.tagBytes || depth >= limits.depth) break;
        if (depth < sink.quiet) sink.open(i, tag, to);
        stack.push(tag.id);
        if (tag.empty) {
          stack.depth = depth;
          if (depth < sink.quiet) sink.close(i, to);
        }
        isOpened = !tag.empty;
        if (isOpened && tag.count === 0) passages.begin(tag.id, i, to);
        else passages.interrupt();
        i = to;
      }
      this.token = i;
    }
    this.scan = i;
    return 'markup';
  }

  /**
   * Goes through all that can be gone through together from `start`, in the text of the innermost element.
   *
   * @returns how far it came; {@link INCOMPLETE} where nothing can be
   */
  #runFrom(start: number): number {
    const { stack } = this.#place;
    const { sink } = this;
    const run = this.#run;
    const isDeep = stack.depth > sink.quiet;
    const fates = isDeep ? SKIPPED : sink.fates;
    const name = stack.top;
    if (fates === undefined || name >= NAMES) return INCOMPLETE;
    // The root ends once, and what nobody is told of only inside of what is not told either.
    const mayTurn = isDeep ? stack.depth > Math.max(sink.quiet + 1, 2) : stack.depth > 2 && sink.mayTurn;
    const to = run.from(start, name, mayTurn ? stack.around : -1, fates);
    const { token } = run;
    if (token === start) return start;
    this.token = token;
    stack.pop();
    if (!isDeep) sink.pass(run);
    stack.push(run.name);
    this.#tag.id = run.name;
    this.#passages.interrupt();
    return to;
  }

  #pause(scan: number): ContentStop {
    this.scan = scan;
    this.isPaused = true;
    return 'full';
  }

  /** Text that may go on; two brackets before its end may yet turn out to be faulty. */
  #wait(scan: number): ContentStop {
    this.scan = scan;
    this.#checkText(scan - 2);
    return 'wait';
  }

  #referenceLength(start: number): number {
    this.#hasReferences = true;
    return this.#references.lengthAt(start, 'content');
  }

  /** A `>` is text like any other, but `]]>` may not stand in it. */
  #bracketLength(greater: number): number {
    const { bytes } = this.#place.window;
    const start = greater - 2;
    if (start >= this.token && bytes[start] === CLOSE_BRACKET && bytes[start + 1] === CLOSE_BRACKET) {
      this.#place.breaks('cdata-end-in-text', start);
    }
    return 1;
  }

  #endText(end: number): void {
    this.#checkText(end);
    if (this.sink.wantsText) this.sink.text(this.token, end, this.#hasReferences);
    this.#hasReferences = false;
    this.token = end;
  }

  #checkText(end: number): void {
    if (end - this.token > this.#place.limits.recordBytes) this.#place.limit('recordBytes', this.token);
  }

  /** The end of a CDATA section that is all there; left to the state machine, a report takes 1.1 times as long. */
  #cdata(start: number): number {
    const { bytes, view, visible } = this.#place.window;
    if (view.getInt32(start, true) !== CDATA_BEGIN || view.getInt32(start + 4, true) !== CDATA_GOES_ON) {
      return INCOMPLETE;
    }
    if (bytes[start + 8] !== OPEN_BRACKET) return INCOMPLETE;
    const inside = start + LENGTHS.cdata;
    const sighting = findCdataEnd(visible, inside);
    if (!('end' in sighting)) return INCOMPLETE;
    this.#checkText(sighting.end);
    if (this.sink.wantsText) this.sink.text(inside, sighting.end - 3, false);
    return sighting.end;
  }
}
