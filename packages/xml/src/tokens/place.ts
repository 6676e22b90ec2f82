import type { ByteWindow } from '../bytes/byte-window.js';
import type { EncodingProblem, XmlFault, XmlPlace, XmlRule } from '../fault.js';
import type { XmlLimits } from '../limits.js';
import type { ElementStack } from './element-stack.js';
import { Texts } from './texts.js';

/** So many bytes show what a document that is no XML looks like. */
export const SNIPPET = 200;

/** A fault that is known: whatever is wrong behind a position, it is that one. */
export interface Horizon {
  position: number;
  readonly fault: XmlFault;
}

/** Carries a fault out of the reader's depths; it never leaves this package. */
export class Stop extends Error {
  /** @param position where in the window the fault stands */
  constructor(
    readonly fault: XmlFault,
    readonly position: number,
  ) {
    super(fault.tag);
  }
}

/** One for all documents: pages of a list hold the same short texts, and small documents are not worth a table each. */
const TEXTS = new Texts();

/** The bytes at hand and the open elements: enough to decode a piece and to say where a fault is. */
export class Place {
  constructor(
    readonly window: ByteWindow,
    readonly stack: ElementStack,
    readonly limits: XmlLimits,
  ) {}

  /** Bytes of the window as text. */
  decode(start: number, end: number): string {
    const { bytes, view } = this.window;
    return start === end ? '' : TEXTS.of(bytes, view, start, end);
  }

  at(position: number): XmlPlace {
    return { offset: this.window.offsetOf(position), path: this.stack.path() };
  }

  breaks(rule: XmlRule, position: number, found = ''): never {
    throw new Stop({ tag: 'NotWellFormed', rule, found, ...this.at(position) }, position);
  }

  refuseEncoding(problem: EncodingProblem, encoding: string, found: string, position: number): never {
    throw new Stop({ tag: 'Encoding', problem, encoding, found, ...this.at(position) }, position);
  }

  limitFault(limit: keyof XmlLimits, position: number): XmlFault {
    return { tag: 'Limit', limit, value: this.limits[limit], ...this.at(position) };
  }

  limit(limit: keyof XmlLimits, position: number): never {
    throw new Stop(this.limitFault(limit, position), position);
  }

  refuseName(name: string, position: number): never {
    throw new Stop({ tag: 'Name', name, ...this.at(position) }, position);
  }

  /** What stands from `start` on is no XML. */
  notXml(looks: 'html' | 'text', start: number, end = this.window.end): never {
    const snippet = new TextDecoder().decode(
      this.window.bytes.subarray(start, Math.min(end, start + SNIPPET)),
    );
    throw new Stop({ tag: 'NotXml', looks, snippet }, start);
  }
}
