import { OpenGuardError } from '@openguard/errors';
import type { TicketItem } from '@openguard/model';
import { LATER_ENDPOINTS } from '@openguard/protocol';
import { entryCells, entryHeadings } from '@openguard/render';
import { API_HELP, API_OPTIONS, pairsOf, withApi } from '../api.js';
import type { Command } from '../command.js';
import { requested } from '../requested.js';
import { tellTable, type Columns } from '../tell.js';

const TICKETS: Columns<TicketItem> = {
  headings: entryHeadings('ticket').headings,
  pick: (item) => (item.kind === 'ticket' ? item : undefined),
  row: entryCells,
  none: 'No ticket matches.',
};

/** ticket_list.php. */
export const tickets: Command = {
  name: 'tickets',
  usage: 'openguard tickets name=value ...',
  help: `Lists remediation tickets, page by page as one list, by at least one filter: ticket_numbers, since_ticket_number,
until_ticket_number, ticket_assignee, overdue=1, invalid=1, states (OPEN, RESOLVED, CLOSED, IGNORED),
modified_since_datetime, unmodified_since_datetime, ips, asset_groups, dns_contains, netbios_contains,
vuln_severities, potential_vuln_severities, qids, vuln_title_contains, vuln_details_contains,
vendor_ref_contains. With --json and show_vuln_details=1 each comes with its texts and virtual patches.

${API_HELP}`,
  example: 'openguard tickets states=OPEN vuln_severities=4-5',
  options: API_OPTIONS,
  run: async (invocation) => {
    const pairs = pairsOf('tickets', invocation.positionals);
    if (pairs.length === 0)
      throw new OpenGuardError('OG_USAGE', 'tickets: give at least one filter; see openguard tickets --help');
    const request = requested('tickets', LATER_ENDPOINTS.ticketList, pairs);
    const { pullTickets } = await import('@openguard/client');
    await withApi(invocation, (client) =>
      tellTable(invocation, pullTickets(client, request, { signal: invocation.io.signal }), TICKETS),
    );
    return 0;
  },
};
