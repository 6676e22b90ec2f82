import type { Entry, EntryKind } from '@openguard/analytics';
import type { CheckItem, PostureItem, RecordItem, TicketItem } from '@openguard/model';
import { cveCell } from '../cve-cell.js';

type Cell = string | number | undefined;

/** How an entry is shown in a row: headings, of which some are of numbers, and cells. */
interface Row<E> {
  readonly headings: readonly string[];
  readonly numeric: readonly string[];
  readonly cells: (entry: E) => readonly Cell[];
}

const CHECK: Row<CheckItem> = {
  headings: ['ID', 'SEVERITY', 'TYPE', 'CATEGORY', 'CVE', 'TITLE'],
  numeric: ['ID', 'SEVERITY'],
  cells: ({ id, severity, type, category, cve, title }) => [
    id,
    severity,
    type,
    category,
    cveCell(cve),
    title,
  ],
};

const TICKET: Row<TicketItem> = {
  headings: ['TICKET', 'STATE', 'DUE', 'HOST', 'PORT', 'SEVERITY', 'ID', 'ASSIGNEE', 'TITLE'],
  numeric: ['TICKET', 'PORT', 'SEVERITY', 'ID'],
  cells: ({ number, state, due, ip, port, severity, id, assignee, title }) => [
    number,
    state,
    due,
    ip,
    port,
    severity,
    id,
    assignee?.login,
    title,
  ],
};

const POSTURE: Row<PostureItem> = {
  headings: ['STATUS', 'CRITICALITY', 'HOST', 'CONTROL', 'TECHNOLOGY', 'INSTANCE', 'STATEMENT'],
  numeric: ['CONTROL'],
  cells: ({ status, criticality, ip, hostId, controlId, technology, technologyId, instance, statement }) => [
    status,
    criticality,
    ip ?? (hostId === undefined ? undefined : `#${hostId}`),
    controlId,
    technology ?? technologyId,
    instance,
    statement,
  ],
};

const RECORD: Row<RecordItem> = {
  headings: ['ID', 'TYPE', 'TITLE', 'VERSION', 'USER', 'ADDRESSES', 'MODIFIED'],
  numeric: ['ID'],
  cells: ({ id, type, subType, title, version, username, ips, modified }) => [
    id,
    type === 'other' ? subType : type,
    title,
    version,
    username,
    ips.join(','),
    modified,
  ],
};

/** The headings of entries of a kind. */
export const headingsOf = (kind: EntryKind): Pick<Row<Entry>, 'headings' | 'numeric'> =>
  ({ check: CHECK, ticket: TICKET, posture: POSTURE, record: RECORD })[kind];

const cells = (entry: Entry): readonly Cell[] => {
  switch (entry.kind) {
    case 'check':
      return CHECK.cells(entry);
    case 'ticket':
      return TICKET.cells(entry);
    case 'posture':
      return POSTURE.cells(entry);
    case 'record':
      return RECORD.cells(entry);
  }
};

/** What stands in the row of an entry, in the order of its headings; empty text where there is nothing. */
export const cellsOf = (entry: Entry): readonly string[] => cells(entry).map((cell) => String(cell ?? ''));
