import type { FastifyReply } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import type { Pieces } from './api-function.js';
import { markedPieces } from './mark-simulated.js';

/** Sends a document piece by piece, as the socket has room; `failed` gets what breaks it off. */
export const sendPieces = (
  reply: FastifyReply,
  document: Pieces,
  failed: (error: unknown) => void,
): FastifyReply => {
  // Pieces are asked for when the socket has room, which is no part of the request any more.
  const tell = AsyncLocalStorage.bind(failed);
  const pieces = (async function* () {
    try {
      yield* markedPieces(reply, document);
    } catch (error) {
      // What has begun can only be broken off, so that the log alone can say why.
      tell(error);
      throw error;
    }
  })();
  return reply.send(Readable.from(pieces, { objectMode: false, highWaterMark: 64 * 1024 }));
};
