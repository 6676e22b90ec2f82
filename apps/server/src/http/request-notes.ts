import type { FastifyRequest } from 'fastify';

/**
 * What came of a request.
 *
 * - `done`: a document; `refused`: a document with an ERROR or a failed RETURN.
 * - `denied`: no account; `limited`: too much at once; `failed`: the server's own fault.
 */
export type Outcome = 'done' | 'refused' | 'denied' | 'limited' | 'failed';

/** What is noted about a request while it is answered. */
export interface RequestNotes {
  readonly began: number;
  account: string;
  outcome: Outcome;
  /** The function's name; `other` for what is none. */
  name: string;
}

const notes = new WeakMap<FastifyRequest, RequestNotes>();

/** The notes about a request. */
export const notesOf = (request: FastifyRequest): RequestNotes => {
  const known = notes.get(request);
  if (known !== undefined) return known;
  const begun: RequestNotes = { began: performance.now(), account: '', outcome: 'done', name: 'other' };
  notes.set(request, begun);
  return begun;
};
