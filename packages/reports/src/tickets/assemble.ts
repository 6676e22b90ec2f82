import type { TypeOf } from 'io-ts';
import type { TicketEvent } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import { noteAt, portIn, severityIn, sslOf } from '../finding-values.js';
import { cveOf } from '../knowledge-base/check-text.js';
import { present } from '../present.js';
import { entry, type ReadRecord, type RecordTable } from '../record-table.js';
import { virtualPatchesIn } from '../virtual-patches.js';
import { Ticket, TicketHeader, Truncation, type TicketHistory } from './tickets.js';

const eventOf = ({ state, scan, ...event }: TypeOf<typeof TicketHistory>): TicketEvent => ({
  ...event,
  ...present({ from: state?.old, to: state?.new, scan: scan?.ref, scanned: scan?.at }),
});

const readTicket = entry(Ticket, (told, bench) => {
  const note = noteAt(bench, `${bench.path}/TICKET`);
  const { detection = {}, stats, history, vuln = {}, details = {}, ...ticket } = told;
  const { port, ssl, ...place } = detection;
  const { severity, cveReferences, bugtraqReferences, vendorReferences, ...check } = vuln;
  const { result, ...texts } = details;
  return {
    kind: 'ticket',
    ...ticket,
    ...place,
    ...present({ port: portIn(port, note), ssl: sslOf(ssl, note) }),
    ...stats,
    ...check,
    cve: cveOf(cveReferences),
    ...texts,
    ...present({
      severity: severityIn(severity, note),
      cveReferences: cveReferences?.items,
      bugtraqReferences: bugtraqReferences?.items,
      vendorReferences: vendorReferences?.items,
      history: history?.events.map(eventOf),
      result: result?.text,
      resultFormat: result?.format,
      virtualPatches: virtualPatchesIn(texts.solution),
    }),
  };
});

const readHeader = entry(TicketHeader, ({ user, company, date }) => ({
  kind: 'header',
  ref: '',
  ...present({ date }),
  keys: present({ USERNAME: user, COMPANY: company }),
}));

const readTruncation: ReadRecord = ({ bench, end }, element, offset) => {
  const decoded = bench.decode(Truncation, element, offset);
  if (E.isLeft(decoded)) return decoded;
  const { last, text } = decoded.right;
  end.truncated = true;
  if (last !== undefined) end.last = last;
  return E.right([{ kind: 'warning', text, ...bench.ledger.take() }]);
};

/** REMEDIATION_TICKETS. */
export const REMEDIATION_TICKETS: RecordTable = {
  spine: { TICKET_LIST: {} },
  records: new Map([
    ['HEADER', readHeader],
    ['TICKET_LIST/TICKET', readTicket],
    ['TICKET', readTicket],
    ['TRUNCATION', readTruncation],
  ]),
  counted: ['ticket'],
};
