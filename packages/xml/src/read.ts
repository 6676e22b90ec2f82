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
  const reader = new XmlReader({}, limits);
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  let root: XmlElement | undefined;
  const children: (XmlElement | string)[] = [];
  for (const event of [...reader.push(bytes), ...reader.finish()]) {
    if (E.isLeft(event)) return event;
    const told = event.right;
    if (told.kind === 'open') root = { ...told.element, children };
    else if (told.kind === 'record') children.push(told.element);
    else if (told.kind === 'text') children.push(told.text);
  }
  return root === undefined ? E.left({ tag: 'Empty' }) : E.right(root);
};
