import { CODES } from '@openguard/protocol';
import { readDocument } from '@openguard/reports';
import type { TransportReply } from '@openguard/transport';
import { toldLimits } from './limit-headers.js';

/** Why a call was not taken. */
export interface Block {
  readonly reason: 'concurrency' | 'rate';
  /** How long to wait, in milliseconds, if the service says so. */
  readonly waitMs?: number;
}

/** What was read of a reply that may be a block, and the reply to read again. */
export interface Examined {
  readonly reply: TransportReply;
  readonly block?: Block;
}

/** More bytes are no refusal. */
const LONGEST = 1024 * 1024;
const SECONDS = 'SECONDS_TO_WAIT';

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

const blockIn = async (chunks: readonly Uint8Array[]): Promise<Block | undefined> => {
  for await (const read of readDocument(each(chunks), { roots: ['SIMPLE_RETURN'] })) {
    if (read._tag === 'Left' || read.right.kind !== 'return') continue;
    const { number, items = [] } = read.right;
    if (number === CODES.tooMany) return { reason: 'concurrency' };
    if (number !== CODES.tooFast) continue;
    const [seconds = ''] = items.find(({ key }) => key.trim() === SECONDS)?.values ?? [];
    const waitMs = /^\s*[0-9]{1,9}\s*$/.test(seconds) ? Number(seconds) * 1000 : undefined;
    return { reason: 'rate', ...(waitMs === undefined ? {} : { waitMs }) };
  }
  return undefined;
};

/** Looks whether a reply says that a limit was passed (HTTP 409, codes 1960 and 1965): then nothing was done. */
export const examine = async (reply: TransportReply): Promise<Examined> => {
  if (reply.status !== 409) return { reply };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of reply.body) {
    length += chunk.length;
    if (length > LONGEST) break;
    chunks.push(Uint8Array.from(chunk));
  }
  const found = await blockIn(chunks);
  const again = { ...reply, body: each(chunks) };
  if (found === undefined) return { reply: again };
  const waitMs = toldLimits(reply).waitMs ?? found.waitMs;
  return { reply: again, block: { ...found, ...(waitMs === undefined ? {} : { waitMs }) } };
};
