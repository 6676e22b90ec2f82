import type { XmlElement } from '@openguard/xml';
import { OneId, RangeOfIds } from './id-set.js';

const encoded = (first: number, last: number): XmlElement =>
  first === last ? OneId.encode({ text: String(first) }) : RangeOfIds.encode({ text: `${first}-${last}` });

/** ID and ID_RANGE of numbers in ascending order: those that follow each other are a range. */
export async function* idRangesOf(
  ids: AsyncIterable<number> | Iterable<number>,
): AsyncGenerator<XmlElement, void, undefined> {
  let first: number | undefined;
  let last = 0;
  for await (const id of ids) {
    if (first !== undefined && id !== last + 1) yield encoded(first, last);
    if (first === undefined || id !== last + 1) first = id;
    last = id;
  }
  if (first !== undefined) yield encoded(first, last);
}
