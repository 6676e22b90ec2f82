import { markSimulated } from '@openguard/reports';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pieces } from './api-function.js';

const MARK = 'marksSimulated';

/** Bytes go through as they are, whatever they mean: each is one character here. */
const markedStart = (start: string | Uint8Array): string | Uint8Array =>
  typeof start === 'string'
    ? markSimulated(start)
    : Buffer.from(markSimulated(Buffer.from(start).toString('latin1')), 'latin1');

async function* startMarked(pieces: Pieces): AsyncGenerator<string | Uint8Array> {
  let begun = false;
  for await (const piece of pieces) {
    yield begun ? piece : markedStart(piece);
    begun = true;
  }
}

/** The pieces of a document, marked where the server that sends them is one of a simulated estate. */
export const markedPieces = ({ server }: FastifyReply, pieces: Pieces): Pieces =>
  server.hasDecorator(MARK) ? startMarked(pieces) : pieces;

/**
 * Has a server of a simulated estate say so in every document that has no place for it: lists of detections and asset
 * reports look like real ones otherwise, wherever they are kept.
 */
export const markReplies = (app: FastifyInstance): void => {
  app.decorate(MARK, true);
  app.addHook('onSend', (_request, reply, payload, done) => {
    const type = String(reply.getHeader('content-type') ?? '');
    const isDocument = typeof payload === 'string' && /^(?:text|application)\/xml\b/.test(type);
    done(null, isDocument ? markSimulated(payload) : payload);
  });
};
