import { createWriteStream } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { BenchFailure } from './bench-failure.js';
import type { Account } from './server.js';

/** Asks one server over connections that it keeps, as a client does that comes again and again. */
export interface Asking {
  /** The whole text of a reply; a form is posted where there is one. */
  readonly text: (path: string, form?: URLSearchParams) => Promise<string>;
  /** How many bytes a reply has, none of which is kept. */
  readonly count: (path: string) => Promise<number>;
  /** How long it takes until a reply shows a text, in ms; it is read to its end. */
  readonly first: (path: string, text: string) => Promise<number>;
  /** Writes a reply to a file. */
  readonly save: (path: string, file: string) => Promise<void>;
  readonly close: () => void;
}

/** The value of the header that says who asks. */
export const authorizationOf = ({ user, password }: Account): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const countOf = async (reply: IncomingMessage): Promise<number> => {
  let bytes = 0;
  for await (const piece of reply) if (Buffer.isBuffer(piece)) bytes += piece.length;
  return bytes;
};

const firstOf = async (reply: IncomingMessage, text: string, began: number): Promise<number> => {
  let head = '';
  let shown: number | undefined;
  for await (const piece of reply.setEncoding('utf8')) {
    if (shown === undefined) head += String(piece);
    if (shown === undefined && head.includes(text)) shown = performance.now() - began;
  }
  if (shown === undefined) throw new BenchFailure(`a reply does not show ${text}: ${head.slice(0, 200)}`);
  return shown;
};

const textOf = async (reply: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const piece of reply.setEncoding('utf8')) text += String(piece);
  return text;
};

/** Somebody who asks a server; `account` as whom. */
export const asking = (url: URL, account: Account): Asking => {
  // The certificate is the server's own; it is the server that is measured.
  const secure = { rejectUnauthorized: false };
  const isTls = url.protocol === 'https:';
  const agent = isTls ? new HttpsAgent({ keepAlive: true, ...secure }) : new HttpAgent({ keepAlive: true });
  const authorization = authorizationOf(account);
  const send = (path: string, form?: URLSearchParams): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const body = form?.toString();
      const posted = { 'content-type': 'application/x-www-form-urlencoded' };
      const sent = (isTls ? httpsRequest : httpRequest)(
        new URL(path, url),
        {
          agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { authorization, 'x-requested-with': 'bench', ...(body === undefined ? {} : posted) },
        },
        resolve,
      );
      sent.once('error', reject).end(body);
    });
  const answered = async (path: string, form?: URLSearchParams): Promise<IncomingMessage> => {
    const reply = await send(path, form);
    if (reply.statusCode !== 200) throw new BenchFailure(`${path} was answered with ${reply.statusCode}`);
    return reply;
  };
  return {
    text: async (path, form) => textOf(await answered(path, form)),
    count: async (path) => countOf(await answered(path)),
    first: async (path, text) => {
      const began = performance.now();
      return firstOf(await answered(path), text, began);
    },
    save: async (path, file) => pipeline(await answered(path), createWriteStream(file)),
    close: () => agent.destroy(),
  };
};
