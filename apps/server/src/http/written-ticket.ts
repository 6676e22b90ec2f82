import {
  cveReference,
  entryOf,
  numberOfCheck,
  vulnerabilityOfCheck,
  type CheckEntry,
} from '@openguard/knowledgebase';
import { ScanReference, type Account } from '@openguard/model';
import type { WrittenTicket, WrittenTurn } from '@openguard/reports';
import type { Ticket, TicketTurn } from '@openguard/service';

const STATES = { open: 'OPEN', closed: 'CLOSED' } as const;
const RULE = 'Confirmed by a scan, and grave enough';

const checkOf = (id: string): CheckEntry | undefined =>
  entryOf(id) ?? (vulnerabilityOfCheck(id) === undefined ? undefined : entryOf('known_vulnerability'));

const turnOf = ({ at, from, to, report }: TicketTurn): WrittenTurn => ({
  at,
  to: STATES[to],
  ...(from === undefined ? { rule: RULE } : { from: STATES[from] }),
  ...(ScanReference.is(report) ? { scan: report } : {}),
});

const statusOf = ({ state, reopened }: Ticket): Pick<WrittenTicket, 'status'> => {
  if (state === 'closed') return { status: 'FIXED' };
  return reopened ? { status: 'REOPENED' } : {};
};

const optional = <K extends string, A>(key: K, value: A | undefined): Partial<Record<K, A>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, A>);

const detailsOf = (
  { result, resultFormat }: Ticket['finding'],
  check: CheckEntry | undefined,
): NonNullable<WrittenTicket['details']> => ({
  ...(check === undefined
    ? {}
    : { diagnosis: check.diagnosis, consequence: check.consequence, solution: check.solution }),
  ...optional('result', result),
  ...optional('resultFormat', resultFormat),
});

/** A ticket of an account as it is written; with the texts of its finding, where they are wanted. */
export const writtenTicket = (account: Account, ticket: Ticket, withDetails: boolean): WrittenTicket => {
  const { finding, name, closedAt } = ticket;
  const check = checkOf(finding.id);
  return {
    number: ticket.number,
    ...{ createdAt: ticket.createdAt, dueAt: ticket.dueAt, state: STATES[ticket.state] },
    ...statusOf(ticket),
    login: account.name,
    ...optional('email', account.email),
    ip: finding.ip,
    ...optional('dns', name),
    ...optional('port', finding.port),
    ...optional('protocol', finding.protocol),
    ...optional('fqdn', finding.fqdn),
    ...optional('ssl', finding.ssl),
    ...{ firstFound: finding.firstSeen, lastFound: finding.lastSeen, timesFound: finding.timesFound },
    ...{ lastScan: ticket.visitedAt, lastOpen: ticket.openedAt },
    ...optional('lastClosed', closedAt),
    turns: ticket.turns.map(turnOf).reverse(),
    title: finding.title,
    type: finding.section === 'vuln' ? 'VULN' : 'POSS',
    ...optional('check', numberOfCheck(finding.id)),
    severity: finding.severity,
    cve: finding.cve.map(cveReference),
    vendor: check?.references ?? [],
    ...(withDetails ? { details: detailsOf(finding, check) } : {}),
  };
};
