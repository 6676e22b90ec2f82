import type { Reference } from '@openguard/model';
import { writeElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { present } from '../present.js';
import { RemediationTickets, type Ticket } from './tickets.js';

const HEAD = documentHead('REMEDIATION_TICKETS', '/ticket_list_output.dtd');

/** A turn of a ticket. `scan`: the reference of the scan that shows it. */
export interface WrittenTurn {
  readonly at: number;
  readonly from?: string;
  readonly to: string;
  readonly scan?: string;
  readonly rule?: string;
}

/** A ticket as it is written. Times are milliseconds since 1970; `turns` newest first. */
export interface WrittenTicket {
  readonly number: number;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly state: string;
  readonly status?: string;
  readonly login: string;
  readonly email?: string;
  readonly ip: string;
  readonly dns?: string;
  readonly port?: number;
  readonly service?: string;
  readonly protocol?: string;
  readonly fqdn?: string;
  readonly ssl?: boolean;
  readonly firstFound: number;
  readonly lastFound: number;
  readonly lastScan: number;
  readonly timesFound: number;
  readonly lastOpen: number;
  readonly lastClosed?: number;
  readonly turns: readonly WrittenTurn[];
  readonly title: string;
  readonly type: 'VULN' | 'POSS';
  readonly check?: number;
  readonly severity: number;
  readonly cve: readonly Reference[];
  readonly vendor: readonly Reference[];
  readonly details?: {
    readonly diagnosis?: string;
    readonly consequence?: string;
    readonly solution?: string;
    readonly result?: string;
    readonly resultFormat?: string;
  };
}

const date = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : formatIsoDate(time);

const references = (items: readonly Reference[]) => (items.length === 0 ? undefined : { items });

const ACTOR = 'OpenGuard';

const turn = ({ at, from, to, scan, rule }: WrittenTurn) => ({
  at: formatIsoDate(at),
  actor: ACTOR,
  state: { ...present({ old: from }), new: to },
  ...(scan === undefined ? {} : { scan: { ref: scan, at: formatIsoDate(at) } }),
  ...present({ rule }),
});

const detailsOf = ({ result, resultFormat, ...texts }: NonNullable<WrittenTicket['details']>) => ({
  ...texts,
  ...(result === undefined ? {} : { result: { ...present({ format: resultFormat }), text: result } }),
});

const encoded = (ticket: WrittenTicket): TypeOf<typeof Ticket> => ({
  number: ticket.number,
  created: formatIsoDate(ticket.createdAt),
  due: formatIsoDate(ticket.dueAt),
  state: ticket.state,
  invalid: '0',
  assignee: { login: ticket.login, ...present({ email: ticket.email }) },
  ...present({ status: ticket.status }),
  detection: {
    ip: ticket.ip,
    ...present({
      dns: ticket.dns,
      port: ticket.port?.toString(),
      service: ticket.service,
      protocol: ticket.protocol,
      fqdn: ticket.fqdn,
      ssl: ticket.ssl === undefined ? undefined : String(ticket.ssl),
    }),
  },
  stats: {
    firstFound: formatIsoDate(ticket.firstFound),
    lastFound: formatIsoDate(ticket.lastFound),
    lastScan: formatIsoDate(ticket.lastScan),
    timesFound: String(ticket.timesFound),
    lastOpen: formatIsoDate(ticket.lastOpen),
    ...present({ lastClosed: date(ticket.lastClosed) }),
  },
  history: { events: ticket.turns.map(turn) },
  vuln: {
    title: ticket.title,
    type: ticket.type,
    severity: String(ticket.severity),
    ...present({
      id: ticket.check?.toString(),
      cveReferences: references(ticket.cve),
      vendorReferences: references(ticket.vendor),
    }),
  },
  ...(ticket.details === undefined ? {} : { details: detailsOf(ticket.details) }),
});

/** Tickets of an account. `at`: when they were asked for; `last`: the number of the last, where there are more. */
export interface WrittenTickets {
  readonly user: string;
  readonly at: number;
  readonly tickets: readonly WrittenTicket[];
  readonly last?: number;
}

/** Writes REMEDIATION_TICKETS. */
export const writeTickets = ({ user, at, tickets, last }: WrittenTickets): string =>
  HEAD +
  writeElement(
    RemediationTickets.encode({
      header: { user, date: formatIsoDate(at) },
      list: tickets.length === 0 ? [] : [{ tickets: tickets.map(encoded) }],
      tickets: [],
      ...(last === undefined
        ? {}
        : { truncation: { last, text: `Truncated after ${tickets.length} records` } }),
    }),
  );

/** Writes a REMEDIATION_TICKETS that refuses. */
export const writeTicketsRefusal = (number: number, text: string): string =>
  HEAD +
  writeElement(RemediationTickets.encode({ error: { number: String(number), text }, list: [], tickets: [] }));
