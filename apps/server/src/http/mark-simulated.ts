import { markSimulated } from '@openguard/reports';
import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';

/** Bytes go through as they are, whatever they mean: each is one character here. */
const marked = (beginning: Uint8Array): Buffer =>
  Buffer.from(markSimulated(Buffer.from(beginning).toString('latin1')), 'latin1');

async function* markedPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun = false;
  for await (const piece of pieces) {
    yield begun ? piece : marked(piece);
    begun = true;
  }
}

/**
 * Has a server of a simulated estate say so in every document that has no place for it: lists of detections and asset
 * reports look like real ones otherwise, wherever they are kept.
 */
export const markReplies = (app: FastifyInstance): void => {
  app.addHook('onSend', async (_request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (!/^(?:text|application)\/xml\b/.test(type)) return payload;
    if (typeof payload === 'string') return markSimulated(payload);
    if (payload instanceof Readable)
      return Readable.from(markedPieces(payload), { objectMode: false, highWaterMark: 64 * 1024 });
    return payload;
  });
};
