import type { Element } from '@openguard/codec';
import {
  describeXmlFault,
  XmlReader,
  type Records,
  type Spine,
  type XmlElement,
  type XmlEvent,
  type XmlFault,
} from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { chunksOf } from './chunks.js';

/** Reads a file with this project's reader, and sees that it is complete. */
export const forEachEvent = (
  file: string,
  spine: Spine,
  records: Records,
  take: (event: XmlEvent) => void,
): void => {
  const reader = new XmlReader(spine, { records });
  const takeAll = (events: Iterable<E.Either<XmlFault, XmlEvent>>): boolean => {
    let complete = false;
    for (const event of events) {
      if (E.isLeft(event)) throw new BenchFailure(describeXmlFault(event.left));
      take(event.right);
      complete = event.right.kind === 'end';
    }
    return complete;
  };
  for (const chunk of chunksOf(file)) takeAll(reader.push(chunk));
  if (!takeAll(reader.finish())) throw new BenchFailure(`${file} was not read to its end`);
};

/** A declaration that elements are read with. */
export type Readable<A> = Pick<Element<A>, 'tagName' | 'read'>;

/** What an element means. Nothing in a generated document is unknown. */
export const meaningOf = <A>(declared: Readable<A>, element: XmlElement): A => {
  const { decoded, hasUnknown } = declared.read(element);
  if (E.isLeft(decoded) || hasUnknown) throw new BenchFailure(`${element.tagName} is not as declared`);
  return decoded.right;
};
