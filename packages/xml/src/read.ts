import * as E from 'fp-ts/lib/Either.js';
import type { XmlElement } from './element.js';
import type { Spine, XmlEvent } from './event.js';
import type { XmlFault } from './fault.js';
import type { XmlLimits } from './limits.js';
import { XmlReader } from './reader.js';

/**
 * Reads a document from any source of bytes: a file, standard input, an HTTP body. Memory stays constant
 * as long as records are small; the source is closed when the caller stops early.
 *
 * A fault comes as a left, and is the last thing that comes. A document that is whole ends with `end`.
 */
export async function* readXml(
  source: AsyncIterable<Uint8Array>,
  spine: Spine,
  limits: Partial<XmlLimits> = {},
): AsyncGenerator<E.Either<XmlFault, XmlEvent>, void, undefined> {
  const reader = new XmlReader(spine, limits);
  for await (const chunk of source) {
    for (const event of reader.push(chunk)) {
      yield event;
      if (E.isLeft(event)) return;
    }
  }
  yield* reader.finish();
}

/** Reads a small document whole, as a tree. */
export const readXmlTree = (
  document: Uint8Array | string,
  limits: Partial<XmlLimits> = {},
): E.Either<XmlFault, XmlElement> => {
  const reader = new XmlReader(undefined, limits);
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  let root: E.Either<XmlFault, XmlElement> = E.left({ tag: 'Empty' });
  for (const event of [...reader.push(bytes), ...reader.finish()]) {
    if (E.isLeft(event)) return event;
    if (event.right.kind === 'record') root = E.right(event.right.element);
  }
  return root;
};
