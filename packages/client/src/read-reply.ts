import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { readDocument, type ReadOptions } from '@openguard/reports';
import { documentError } from './document-error.js';
import { readItemLists } from './read-items.js';
import { StatusError } from './status-error.js';

/** What is known of a reply before its body. */
export interface ReplyHead {
  /** The HTTP status. Only a reply with status 200 can be a report. */
  readonly status: number;
  /** The address that answered. */
  readonly url: string;
  readonly contentType: string;
  /** Content-Encoding as far as it is not undone; empty when the body is as it should be. */
  readonly contentEncoding: string;
}

const adviceFor = (status: number): string => {
  if (status >= 500) return 'the server has failed; try again later, or ask its operator';
  if (status >= 300 && status < 400)
    return 'the redirection cannot be followed; check the address of the server';
  return 'check the address of the server';
};

const statusError = ({ status, url }: ReplyHead, cause?: OpenGuardError): OpenGuardError =>
  status === 401 || status === 403
    ? new StatusError(
        'OG_AUTH_REFUSED',
        `${url}: the server does not accept this user name and password (HTTP ${status})`,
        status,
        { cause },
      )
    : new StatusError(
        'OG_TRANSPORT_STATUS',
        `${url}: the server answers with HTTP status ${status}, with which no document is accepted; ${adviceFor(status)}`,
        status,
        { cause },
      );

const isRefusal = (item: DocumentItem): boolean =>
  item.kind === 'refused' || (item.kind === 'return' && item.status !== 'SUCCESS');

/** What the API refuses with, and nothing else that a body with such a status may hold. */
async function* readRefusal(
  source: AsyncIterable<Uint8Array>,
  head: ReplyHead,
): AsyncGenerator<readonly DocumentItem[], void, undefined> {
  let refused = false;
  for await (const read of readDocument(source)) {
    if (read._tag === 'Left') throw statusError(head, documentError(read.left, head.url));
    const item = read.right;
    if (isRefusal(item)) refused = true;
    else if (item.kind !== 'end') continue;
    else if (!refused) throw statusError(head);
    yield [item];
  }
}

/** Reads the items of a reply as {@link readReply} does, in lists of those that came together. */
export async function* readReplyLists(
  source: AsyncIterable<Uint8Array>,
  head: ReplyHead,
  options: ReadOptions = {},
): AsyncGenerator<readonly DocumentItem[], void, undefined> {
  const { status, url, contentEncoding } = head;
  if (status !== 200) {
    for await (const list of readRefusal(source, head)) yield list;
  } else if (contentEncoding === '') {
    for await (const list of readItemLists(source, url, options)) yield list;
  } else {
    throw new OpenGuardError(
      'OG_REPLY_NOT_XML',
      `${url}: the server, or a proxy on the way, compressed its reply (Content-Encoding: ${contentEncoding.slice(0, 40)}) although it was asked not to; have that switched off for this API`,
    );
  }
}

/**
 * Reads the items of a reply from its bytes, as {@link readItems} does, and minds what its head says: a body with
 * another status than 200 is never taken for a report. What the API refuses with is read then too; anything else
 * rejects with `OG_AUTH_REFUSED` for 401 and 403, and with `OG_TRANSPORT_STATUS`. A body that is
 * compressed in another way than gzip rejects with `OG_REPLY_NOT_XML`.
 */
export async function* readReply(
  source: AsyncIterable<Uint8Array>,
  head: ReplyHead,
  options: ReadOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const list of readReplyLists(source, head, options)) for (const item of list) yield item;
}
