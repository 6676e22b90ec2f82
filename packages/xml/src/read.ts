import * as E from 'fp-ts/lib/Either.js';
import type { Spine, XmlEvent } from './event.js';
import type { XmlFault } from './fault.js';
import { XmlReader, type ReadOptions } from './reader.js';

/**
 * Reads a document from any source of bytes: a file, standard input, an HTTP body. Memory stays constant
 * as long as records are small; the source is closed when the caller stops early.
 *
 * A fault comes as a left, and is the last thing that comes. A document that is whole ends with `end`.
 */
export async function* readXml(
  source: AsyncIterable<Uint8Array>,
  spine: Spine,
  options: ReadOptions = {},
): AsyncGenerator<E.Either<XmlFault, XmlEvent>, void, undefined> {
  const reader = new XmlReader(spine, options);
  for await (const chunk of source) {
    for (const event of reader.push(chunk)) {
      yield event;
      if (E.isLeft(event)) return;
    }
  }
  yield* reader.finish();
}
