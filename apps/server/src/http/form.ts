import { errorCodes } from 'fastify';

/** Far more than any form of this API needs. */
const LARGEST = 1024 * 1024;
/** Beyond this nobody is listened to. */
const PATIENCE = 64 * 1024 * 1024;

/**
 * Reads a posted form. One that is too large is not kept, but read to its end: whoever is cut off while still
 * sending cannot hear why.
 */
export const readForm = async (payload: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size <= LARGEST) chunks.push(chunk);
    else chunks.length = 0;
    if (size > PATIENCE) break;
  }
  if (size > LARGEST) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  return Buffer.concat(chunks).toString('utf8');
};
