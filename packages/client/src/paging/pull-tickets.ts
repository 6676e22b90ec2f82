import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Endpoint } from '@openguard/protocol';
import type { CallOptions, Client } from '../client.js';
import { EndSum } from './end-sum.js';

type TicketRequest = (typeof LATER_ENDPOINTS)['ticketList'] extends Endpoint<infer R> ? R : never;

/** How tickets are pulled. */
interface PullTicketsOptions extends CallOptions {
  /** Told the number of the last ticket of each page. */
  readonly onCheckpoint?: (number: number) => void;
}

/**
 * Pulls tickets page by page, as one list: the service cuts it and says after which ticket (TRUNCATION@last). A
 * refusal is an item, and the end then says that the list is not all. Rejects with `OG_DOCUMENT_INVALID` when a cut
 * list does not say where it goes on, or not behind where it began.
 */
export async function* pullTickets(
  client: Client,
  request: TicketRequest,
  { onCheckpoint, ...options }: PullTicketsOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> {
  const sum = new EndSum();
  for (let since: number | undefined = request.since ?? 0; since !== undefined;) {
    const from: number = since;
    since = undefined;
    const asked = from === 0 ? request : { ...request, since: from };
    const reply = await client.call(LATER_ENDPOINTS.ticketList, asked, options);
    let isRefused = false;
    let largest: number | undefined;
    for await (const item of reply.items()) {
      if (item.kind === 'refused' || item.kind === 'return') isRefused = true;
      if (item.kind === 'ticket') {
        sum.count('tickets', 1);
        largest = Math.max(largest ?? 0, item.number);
      }
      // That there is more is said by asking for it.
      if (item.kind === 'warning') continue;
      if (item.kind !== 'end') {
        yield item;
        continue;
      }
      sum.add(item);
      if (isRefused) {
        yield sum.end(true);
        return;
      }
      if (item.truncated !== true) continue;
      const last = item.last ?? largest;
      if (last === undefined || last < Math.max(from, largest ?? from))
        throw new OpenGuardError(
          'OG_DOCUMENT_INVALID',
          `${reply.url}: the service cut the list of tickets and does not say where it goes on`,
        );
      onCheckpoint?.(last);
      since = last + 1;
    }
  }
  yield sum.end(false);
}
