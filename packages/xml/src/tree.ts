import * as E from 'fp-ts/lib/Either.js';
import { parse } from 'txml/txml';
import { ByteWindow } from './bytes/byte-window.js';
import { codeName } from './bytes/decoder.js';
import { Intake } from './bytes/intake.js';
import type { XmlElement } from './element.js';
import type { XmlFault } from './fault.js';
import { DEFAULT_LIMITS, type XmlLimits } from './limits.js';
import { ElementStack } from './tokens/element-stack.js';
import { Place, Stop } from './tokens/place.js';
import { scannerOf } from './tokens/scanner-of.js';
import type { TokenSink } from './tokens/token-sink.js';

// txml reads what follows these as raw text, and drops attributes that begin otherwise than with a letter.
const RAW_ELEMENTS = new Set(['script', 'style']);

/** Notes where the root stands, and stops at names that txml does not keep as they are. */
class RootFinder implements TokenSink {
  readonly wantsText = false;
  readonly isFull = false;
  readonly quiet = Number.MAX_SAFE_INTEGER;
  readonly fates = undefined;
  readonly mayTurn = false;
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

  readonly follow: TokenSink['follow'] = (start, from, to, tag) => {
    this.close(start, from);
    this.open(to, tag, to);
  };

  readonly pass: TokenSink['pass'] = () => undefined;

  readonly instruction: TokenSink['instruction'] = () => undefined;

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

/** Elements inside one another that txml, which goes down into each, can bear. */
const DEEPEST = 500;

const boundsOf = (limits: Partial<XmlLimits>): XmlLimits => {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  return { ...bounds, depth: Math.min(bounds.depth, DEEPEST) };
};

/** The first half of a character in a text that is no string of whole ones. */
const firstHalf = (text: string): { readonly at: number; readonly found: string } | undefined => {
  if (text.isWellFormed()) return undefined;
  const at = text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  return { at, found: codeName(text.charCodeAt(at)) };
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
  const isText = typeof document === 'string';
  const half = isText ? firstHalf(document) : undefined;
  const bytes = isText ? new TextEncoder().encode(document.slice(0, half?.at)) : document;
  const window = new ByteWindow(new Intake(undefined, isText));
  const place = new Place(window, new ElementStack(), boundsOf(limits));
  const root = new RootFinder(place);
  const scanner = scannerOf(place, root);
  const asides: number[] = [];
  scanner.asides = asides;
  try {
    place.window.append(bytes, 0);
    scanner.advance();
    if (half !== undefined) place.breaks('character', window.end, half.found);
    scanner.finish();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return E.left(scanner.overrule(error).fault);
  }
  const [tree] = parse(rootSource(place, root, asides), {
    decodeEntities: true,
    keepWhitespace: true,
    selfClosingTags: [],
  });
  if (typeof tree !== 'object') throw new TypeError('txml built no element from one that was proven');
  return E.right(tree as XmlElement);
};
