import type { FindingEvent } from '@openguard/model';
import {
  inRanges,
  numberRanges,
  REFUSALS,
  type LATER_ENDPOINTS,
  type Refused,
  type RequestOf,
} from '@openguard/protocol';
import type { KeptTicket, Store } from '@openguard/storage';
import type { Address } from '@openguard/targets';
import { ticketTest, type NumberOfCheck, type TicketQuery } from './ticket-filter.js';
import { ticketOf, type DueDays, type Ticket } from './ticket.js';

/** What tickets need. */
export interface TicketsOptions {
  readonly store: Pick<Store, 'tickets' | 'eventsOf'>;
  readonly clock: () => number;
  readonly due: DueDays;
  readonly numberOfCheck: NumberOfCheck;
}

/** Tickets by their numbers, and the last of them where there are more than a list holds. */
export interface TicketPage {
  readonly tickets: readonly Ticket[];
  readonly last?: number;
}

const MOST_LISTED = 1000;
/** Hosts whose events are remembered while tickets are listed. */
const MOST_HOSTS = 256;

/** The tickets of accounts, told from the histories of their findings. */
export const createTickets = ({ store, clock, due, numberOfCheck }: TicketsOptions) => {
  async function* told(account: string, first?: number, last?: number): AsyncGenerator<Ticket> {
    const hosts = new Map<Address, readonly FindingEvent[]>();
    const eventsOf = async ({ address }: KeptTicket): Promise<readonly FindingEvent[]> => {
      const events = hosts.get(address) ?? (await store.eventsOf(account, address));
      if (hosts.size >= MOST_HOSTS) hosts.clear();
      hosts.set(address, events);
      return events;
    };
    for await (const kept of store.tickets(account, first, last))
      yield ticketOf(kept, await eventsOf(kept), due);
  }

  const page = async (
    tickets: AsyncIterable<Ticket>,
    wanted: (ticket: Ticket) => boolean,
  ): Promise<TicketPage> => {
    const found: Ticket[] = [];
    for await (const ticket of tickets) {
      if (!wanted(ticket)) continue;
      const last = found.at(-1)?.number;
      if (found.length === MOST_LISTED && last !== undefined) return { tickets: found, last };
      found.push(ticket);
    }
    return { tickets: found };
  };

  return {
    /** Tickets that all filters let through, at most 1000 of them; at least one filter is needed. */
    list: async (account: string, query: TicketQuery): Promise<Refused | TicketPage> => {
      const test = ticketTest(query, account, clock(), numberOfCheck);
      return typeof test === 'function' ? page(told(account, query.since, query.until), test) : test;
    },
    /** Tickets by their numbers, or those that changed since a date; one of the two is needed. */
    get: async (
      account: string,
      { numbers, since, state }: RequestOf<typeof LATER_ENDPOINTS.getTickets>,
    ): Promise<Refused | TicketPage> => {
      if ((numbers === undefined) === (since === undefined))
        return { number: REFUSALS.missingParameter, text: 'Give either ticket_numbers or since.' };
      const ranges = numbers === undefined ? undefined : numberRanges(numbers);
      const states = state === undefined ? {} : { states: state };
      const test = ticketTest({ since: 0, ...states }, account, clock(), numberOfCheck);
      if (typeof test !== 'function') return test;
      return page(
        told(account),
        (ticket) =>
          test(ticket) &&
          (ranges === undefined || inRanges(ranges, ticket.number)) &&
          (since === undefined || ticket.modifiedAt >= Date.parse(since)),
      );
    },
  };
};

/** What {@link createTickets} gives. */
export type Tickets = ReturnType<typeof createTickets>;
