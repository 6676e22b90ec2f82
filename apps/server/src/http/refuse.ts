import { writeGenericReturn, writeSimpleReturn } from '@openguard/reports';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notesOf } from './request-notes.js';

/** The type of every document. */
export const XML = 'text/xml; charset=UTF-8';

/** Why a request gets no document of its function, and when to come again. */
export interface Refusal {
  readonly status: number;
  readonly number: number;
  readonly text: string;
  readonly retryAfterSeconds?: number;
}

const nameOf = ({ url }: FastifyRequest): string => /[^/?]*(?=\?|$)/.exec(url)?.[0].slice(0, 60) ?? '';

/** Whether a request is one of API v2, which has its own way to refuse. */
export const isOfV2 = ({ url }: FastifyRequest): boolean => url.startsWith('/api/');

/** Refuses with a status of HTTP, in XML as everything else is. */
export const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  { status, number, text, retryAfterSeconds }: Refusal,
  at: number,
): FastifyReply => {
  const { account } = notesOf(request);
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', String(retryAfterSeconds));
  return reply
    .code(status)
    .type(XML)
    .send(
      isOfV2(request)
        ? writeSimpleReturn({ at, code: number, text })
        : writeGenericReturn({ api: nameOf(request), username: account, at, status: 'FAILED', number, text }),
    );
};
