import type { ByteWindow } from './byte-window.js';
import type { ElementStack } from './element-stack.js';
import type { XmlFault, XmlPlace, XmlRule } from './fault.js';
import type { XmlLimits } from './limits.js';
import type { PrologFault } from './prolog.js';
import { Texts } from './texts.js';

/** Carries a fault out of the reader's depths; it never leaves this package. */
export class Stop extends Error {
  constructor(readonly fault: XmlFault) {
    super(fault.tag);
  }
}

/** The bytes at hand and the open elements: enough to decode a piece and to say where a fault is. */
export class Place {
  readonly #texts = new Texts();

  constructor(
    readonly window: ByteWindow,
    readonly stack: ElementStack,
    readonly limits: XmlLimits,
  ) {}

  /** Bytes of the window as text. */
  decode(start: number, end: number): string {
    const { bytes, view } = this.window;
    return start === end ? '' : this.#texts.of(bytes, view, start, end);
  }

  at(position: number): XmlPlace {
    return { offset: this.window.offsetOf(position), path: this.stack.path() };
  }

  breaks(rule: XmlRule, position: number, found = ''): never {
    throw new Stop({ tag: 'NotWellFormed', rule, found, ...this.at(position) });
  }

  encoding(reason: string, position: number): never {
    throw new Stop({ tag: 'Encoding', reason, ...this.at(position) });
  }

  limit(limit: keyof XmlLimits, position: number): never {
    throw new Stop({ tag: 'Limit', limit, value: this.limits[limit], ...this.at(position) });
  }

  refuseName(name: string, position: number): never {
    throw new Stop({ tag: 'Name', name, ...this.at(position) });
  }

  refuseProlog(fault: PrologFault, position: number): never {
    if ('rule' in fault) return this.breaks(fault.rule, position);
    if ('encoding' in fault) {
      return this.encoding(`it is declared as ${fault.encoding}; only UTF-8 is read, convert it`, position);
    }
    if ('declares' in fault) throw new Stop({ tag: 'Doctype', ...this.at(position) });
    return this.html(position);
  }

  html(position: number): never {
    throw new Stop({ tag: 'NotXml', looks: 'html', snippet: this.snippet(position) });
  }

  /** The next few characters, whatever they are. */
  snippet(position: number): string {
    const { bytes, end } = this.window;
    return new TextDecoder().decode(bytes.subarray(position, Math.min(end, position + 200)));
  }
}
