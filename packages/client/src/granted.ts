import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, RefusedItem } from '@openguard/model';

/** One printable line of what a server says. */
const line = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);

/**
 * The items of a reply for programs that want no other answer than what they asked for. Rejects with
 * `OG_API_REFUSED` at a refusal or a return that is no success, after the items before it.
 */
export async function* granted<I extends DocumentItem>(
  items: AsyncIterable<I>,
): AsyncGenerator<Exclude<I, RefusedItem>, void, undefined> {
  for await (const item of items) {
    if (item.kind === 'refused' || (item.kind === 'return' && item.status !== 'SUCCESS')) {
      const number = item.number === undefined ? '' : ` (error ${item.number})`;
      throw new OpenGuardError('OG_API_REFUSED', `the server refuses${number}: ${line(item.text)}`);
    }
    yield item as Exclude<I, RefusedItem>;
  }
}
