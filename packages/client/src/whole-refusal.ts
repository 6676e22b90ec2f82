import type { DocumentItem } from '@openguard/model';
import type { Reply } from './client.js';
import { readReply } from './read-reply.js';

/** More bytes are no refusal. */
const LONGEST = 1024 * 1024;

const beginningOf = async (source: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > LONGEST) break;
    chunks.push(chunk);
  }
  return chunks;
};

async function* each<A>(values: readonly A[]): AsyncGenerator<A, void, undefined> {
  for (const value of values) yield await Promise.resolve(value);
}

/**
 * Reads a reply that cannot be a report to its end, so that nobody takes its bytes for one.
 *
 * @returns the same reply, when the API refuses with it; rejects otherwise as {@link readReply} does
 */
export const wholeRefusal = async (reply: Reply): Promise<Reply> => {
  const chunks = await beginningOf(reply.bytes);
  const items: DocumentItem[] = [];
  for await (const item of readReply(each(chunks), reply)) items.push(item);
  return { ...reply, items: () => each(items), bytes: each(chunks) };
};
