import type { KeptTicket, TicketRule, TicketStore } from '../port/ticket-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import type { Address } from '@openguard/targets';
import { knownFindingOf, OWN_STANDING_COLUMNS } from './finding-row.js';
import { addressAt, NUMBERS } from './place.js';
import { placesOfHosts } from './places-of-hosts.js';

const PAGE = 256;

const WITHOUT_TICKET = `
  SELECT finding.place AS place, finding.key AS key, finding.last_seen AS last_seen
  FROM finding
  WHERE finding.account = $1 AND finding.place AMONG($2) AND finding.state <> 'fixed' AND finding.severity >= $3
    AND finding.section IN (SELECT value FROM EACH($4))
    AND NOT EXISTS (
      SELECT 1 FROM ticket WHERE ticket.account = $1 AND ticket.address = finding.place / ${NUMBERS}
        AND ticket.key = finding.key AND ticket.place = finding.place)
  ORDER BY finding.place`;

/** Tickets with their findings, a page of them from a number on. */
export const TICKETS = `
  SELECT ticket.number AS number, ticket.created_at AS created_at, finding.place AS place, ${OWN_STANDING_COLUMNS},
    fact.record AS record, known_host.visited_at AS visited_at, known_host.name AS name
  FROM ticket CROSS JOIN finding CROSS JOIN fact CROSS JOIN known_host
  WHERE ticket.account = $1 AND ticket.number >= $2 AND ticket.number <= $3
    AND finding.account = ticket.account AND finding.place = ticket.place AND finding.key = ticket.key
    AND fact.account = ticket.account AND fact.place = ticket.place
    AND known_host.account = ticket.account AND known_host.address = ticket.address
  ORDER BY ticket.number LIMIT ${PAGE}`;

function* make(account: string, addresses: readonly Address[], rule: TicketRule): Work<number> {
  const places = yield* placesOfHosts(account, addresses);
  const values = [account, places, rule.severity, JSON.stringify(rule.sections)] as const;
  if ((yield* firstOf(`${WITHOUT_TICKET} LIMIT 1`, ...values)) === undefined) return 0;
  // Whoever makes tickets of this account at the same time waits here, and then sees these.
  yield* firstOf('SELECT name FROM account WHERE name = $1 FOR NO KEY UPDATE', account);
  const last = yield* firstOf(
    'SELECT coalesce(max(number), 0) AS number FROM ticket WHERE account = $1',
    account,
  );
  let number = last === undefined ? 0 : numberOf(last, 'number');
  let made = 0;
  for (const row of yield* rowsOf(WITHOUT_TICKET, ...values)) {
    const [place, key] = [numberOf(row, 'place'), textOf(row, 'key')];
    const address = addressAt(place);
    const moved = yield* changesOf(
      'UPDATE ticket SET place = $4 WHERE account = $1 AND address = $2 AND key = $3',
      ...([account, address, key, place] as const),
    );
    if (moved > 0) continue;
    number += 1;
    made += yield* changesOf(
      'INSERT INTO ticket (account, number, address, key, place, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      ...([account, number, address, key, place, numberOf(row, 'last_seen')] as const),
    );
  }
  return made;
}

const ticketOf = (place: string, row: Row): KeptTicket => ({
  number: numberOf(row, 'number'),
  createdAt: numberOf(row, 'created_at'),
  address: addressAt(numberOf(row, 'place')),
  finding: knownFindingOf(place, row),
  visitedAt: numberOf(row, 'visited_at'),
  ...(typeof row['name'] === 'string' ? { name: row['name'] } : {}),
});

/** The calls of a store that are about remediation tickets. */
export const ticketCalls = ({ place, call }: Database): TicketStore => ({
  makeTickets: (account, addresses, rule) =>
    call('make tickets', 'together', () => make(account, addresses, rule)),
  tickets: async function* (account, first = 0, last = Number.MAX_SAFE_INTEGER) {
    for (let from = first; ;) {
      const rows = await call('list tickets', 'apart', () => rowsOf(TICKETS, account, from, last));
      for (const row of rows) yield ticketOf(place, row);
      const end = rows.at(-1);
      if (end === undefined || rows.length < PAGE) return;
      from = numberOf(end, 'number') + 1;
    }
  },
});
