import * as E from 'fp-ts/lib/Either.js';
import { parse } from 'txml/txml';
import { ByteWindow } from './byte-window.js';
import { ElementStack } from './element-stack.js';
import type { XmlElement } from './element.js';
import type { XmlFault } from './fault.js';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
import { Place, Stop } from './place.js';
import { Scanner, type TokenSink } from './scanner.js';

// txml reads what follows these as raw text, and drops attributes that begin otherwise than with a letter.
const RAW_ELEMENTS = new Set(['script', 'style']);

/** Notes where the root stands, and stops at names that txml does not keep as they are. */
class RootFinder implements TokenSink {
  readonly wantsText = false;
  readonly quiet = Number.MAX_SAFE_INTEGER;
  readonly #place: Place;
  start = 0;
  end = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  readonly open: TokenSink['open'] = (start, tag) => {
    const { texts } = this.#place.stack.names;
    if (this.#place.stack.depth === 0) this.start = start;
    const name = texts[tag.id] ?? '';
    if (RAW_ELEMENTS.has(name)) this.#place.refuseName(name, start + 1);
    for (const attribute of tag.names()) {
      if (!/^[A-Za-z]/.test(attribute)) this.#place.refuseName(attribute, start);
    }
  };

  readonly close: TokenSink['close'] = (_, end) => {
    this.end = end;
  };

  readonly text: TokenSink['text'] = () => undefined;
}

/** The proven root element as text, without comments and instructions, which txml would keep as text. */
const rootSource = (place: Place, { start, end }: RootFinder, asides: readonly number[]): string => {
  let source = '';
  let from = start;
  for (let i = 0; i < asides.length; i += 2) {
    const [to = 0, next = 0] = [asides[i], asides[i + 1]];
    if (to < start || next > end) continue;
    source += place.decode(from, to);
    from = next;
  }
  return source + place.decode(from, end);
};

/**
 * Reads a small document whole, as the tree that txml builds of it. txml believes what it is given, so it is
 * given only what was proven well-formed and complete; a name that it would not keep (`script` and `style` as
 * elements, attributes that do not begin with a letter) is a fault.
 */
export const readXmlTree = (
  document: Uint8Array | string,
  limits: Partial<XmlLimits> = {},
): E.Either<XmlFault, XmlElement> => {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  const place = new Place(new ByteWindow(), new ElementStack(), { ...DEFAULT_LIMITS, ...limits });
  const root = new RootFinder(place);
  const scanner = new Scanner(place, root);
  const asides: number[] = [];
  scanner.asides = asides;
  try {
    place.window.append(bytes, 0);
    scanner.advance();
    scanner.finish();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return E.left(error.fault);
  }
  const [tree] = parse(rootSource(place, root, asides), {
    decodeEntities: true,
    keepWhitespace: true,
    selfClosingTags: [],
  });
  if (typeof tree !== 'object') throw new TypeError('txml built no element from one that was proven');
  return E.right(tree as XmlElement);
};
