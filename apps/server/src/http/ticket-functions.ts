import type { Account } from '@openguard/model';
import { LATER_ENDPOINTS, type Refused } from '@openguard/protocol';
import { writeTickets, writeTicketsRefusal } from '@openguard/reports';
import type { TicketPage, Tickets } from '@openguard/service';
import { declared, type ApiFunction } from './api-function.js';
import { writtenTicket } from './written-ticket.js';

const { ticketList, getTickets } = LATER_ENDPOINTS;

/** What the functions about tickets answer from. */
export interface TicketFunctionOptions {
  readonly tickets: Tickets;
  readonly clock: () => number;
}

const refused = ({ number, text }: Refused): string => writeTicketsRefusal(number, text);

/** The functions about remediation tickets. */
export const ticketFunctions = ({ tickets, clock }: TicketFunctionOptions): readonly ApiFunction[] => {
  const told = (account: Account, page: Refused | TicketPage, withDetails = false): string => {
    if ('number' in page) return refused(page);
    const { last } = page;
    return writeTickets({
      ...{ user: account.name, at: clock() },
      tickets: page.tickets.map((ticket) => writtenTicket(account, ticket, withDetails)),
      ...(last === undefined ? {} : { last }),
    });
  };
  return [
    declared(ticketList, refused, async (account, { findings, ...query }) =>
      told(account, await tickets.list(account.name, query), findings),
    ),
    declared(getTickets, refused, async (account, { findings, ...query }) =>
      told(account, await tickets.get(account.name, query), findings),
    ),
  ];
};
