import { isNameByte, isNameStart, QUESTION, GREATER, isBlank } from '../bytes/byte.js';
import { isXmlName } from '../characters.js';
import type { XmlLimits } from '../limits.js';
import type { Place } from './place.js';
import { INCOMPLETE } from './incomplete.js';
import { findCdataEnd, findCommentEnd, findInstructionEnd, type Sighting } from './token-end.js';

const NAMES = {
  comment: 'a comment',
  cdata: 'a CDATA section',
  instruction: 'a processing instruction',
} as const;

/** A comment, CDATA section or processing instruction: what ends where a certain text stands. */
export class Aside {
  readonly #place: Place;
  kind: keyof typeof NAMES = 'comment';
  /** From where its end is to be looked for. */
  #scan = 0;
  /** The target of an instruction has not been read yet. */
  #needsTarget = false;

  constructor(place: Place) {
    this.#place = place;
  }

  /** What it is called when it is not closed. */
  get name(): string {
    return NAMES[this.kind];
  }

  get limit(): keyof XmlLimits {
    return this.kind === 'cdata' ? 'recordBytes' : 'asideBytes';
  }

  shift(by: number): void {
    this.#scan -= by;
  }

  /** @param scan where its inside begins */
  begin(kind: Aside['kind'], scan: number): void {
    this.kind = kind;
    this.#scan = scan;
    this.#needsTarget = kind === 'instruction';
  }

  /** Reads what begins at `start`: where it ends, or {@link INCOMPLETE}. */
  read(start: number): number {
    if (this.#needsTarget && !this.#readTarget(start)) return INCOMPLETE;
    const sighting = this.#look();
    if ('wrong' in sighting) this.#place.breaks('comment-syntax', sighting.wrong);
    if ('end' in sighting) {
      this.#check(start, sighting.end);
      return sighting.end;
    }
    this.#scan = sighting.again;
    this.#check(start, sighting.again);
    return INCOMPLETE;
  }

  #check(start: number, end: number): void {
    if (end - start > this.#place.limits[this.limit]) this.#place.limit(this.limit, start);
  }

  #look(): Sighting {
    const { bytes, end, visible } = this.#place.window;
    switch (this.kind) {
      case 'comment':
        return findCommentEnd(bytes, this.#scan, end);
      case 'cdata':
        return findCdataEnd(visible, this.#scan);
      case 'instruction':
        return findInstructionEnd(bytes, this.#scan, end);
    }
  }

  /** The name that an instruction begins with: none that means `xml`, and apart from what follows. */
  #readTarget(start: number): boolean {
    const { window, limits } = this.#place;
    const { bytes, end } = window;
    const from = start + 2;
    let i = from;
    while (isNameByte(bytes[i])) i += 1;
    if (i - from > limits.nameBytes) this.#place.limit('nameBytes', start);
    if (i === end) return false;
    const name = this.#place.decode(from, i);
    if (!isNameStart(bytes[from]) || !isXmlName(name)) this.#place.breaks('processing-instruction', start);
    if (name.toLowerCase() === 'xml') this.#place.breaks('declaration', start);
    if (bytes[i] === QUESTION && i + 1 === end) return false;
    const isApart = isBlank(bytes[i]) || (bytes[i] === QUESTION && bytes[i + 1] === GREATER);
    if (!isApart) this.#place.breaks('processing-instruction', i);
    this.#scan = i;
    this.#needsTarget = false;
    return true;
  }
}
