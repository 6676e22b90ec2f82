import type { ServerResponse } from 'node:http';
import { PATIENCE } from './limits.js';

/**
 * Cuts off whoever takes nothing of a reply for a while, so that documents do not wait in memory for ever. Time
 * begins anew with each byte that is written or taken: a held scan, which writes every few seconds, lives on.
 */
export const cutWhenStalled = (reply: ServerResponse, patience: number = PATIENCE.stall): void => {
  reply.setTimeout(patience, () => reply.destroy());
};
