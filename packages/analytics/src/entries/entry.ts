import type { CheckItem, DocumentItem, EndItem, PostureItem, RecordItem, TicketItem } from '@openguard/model';

/** What stands for itself in a list, and is no finding of a host's: a check, a ticket, a posture, a record. */
export type Entry = CheckItem | TicketItem | PostureItem | RecordItem;

/** What a list is made of. */
export type EntryKind = Entry['kind'];

/** The item as an entry, if it is one. */
export const entryOf = (item: DocumentItem): Entry | undefined =>
  item.kind === 'check' || item.kind === 'ticket' || item.kind === 'posture' || item.kind === 'record'
    ? item
    : undefined;

/**
 * What a document is a list of, as its end tells; undefined where it is no list of entries. The checks of an asset
 * report explain its findings, and are no list of their own.
 */
export const entryKindOf = (end: EndItem): EntryKind | undefined => {
  if (end.tickets !== undefined) return 'ticket';
  if (end.postures !== undefined) return 'posture';
  if (end.records !== undefined) return 'record';
  return end.checks !== undefined && end.tracked !== true ? 'check' : undefined;
};

/** Numbers sort by their size; what is none sorts behind them. */
const ordered = (number: number | string): string => {
  const text = String(number);
  return /^[0-9]{1,15}$/.test(text) ? text.padStart(16, '0') : text;
};

const parts = (entry: Entry): readonly unknown[] => {
  switch (entry.kind) {
    case 'check':
      return [ordered(entry.id)];
    case 'ticket':
      return [ordered(entry.number)];
    case 'record':
      return [entry.type, ordered(entry.id)];
    case 'posture': {
      const { hostId, ip, controlId, technologyId, technology, instance } = entry;
      const host = hostId === undefined ? (ip ?? '').trim() : ordered(hostId);
      return [host, ordered(controlId), technologyId ?? technology ?? '', instance ?? ''];
    }
  }
};

/**
 * What tells an entry from all others of its kind, in two documents alike: the number of a check, a ticket or a
 * record; host, control, technology and instance of a posture. Keys sort by number, and hold no control characters.
 */
export const entryKey = (entry: Entry): string => JSON.stringify(parts(entry));

const STATES = ['OPEN', 'RESOLVED', 'IGNORED', 'CLOSED'];
const STATUSES = ['failed', 'error', 'passed'];
const CRITICALITIES = ['urgent', 'critical', 'serious', 'medium', 'minimal'];

const rank = (words: readonly string[], word: string): number => {
  const found = words.indexOf(word);
  return found === -1 ? words.length : found;
};

/**
 * A text by which entries sort in the order in which someone should look at them: the worst first; open tickets before
 * those that are done with, controls that failed before those that passed.
 */
export const entryUrgency = (entry: Entry): string => {
  const key = entryKey(entry);
  switch (entry.kind) {
    case 'check':
      return `${9 - (entry.severity ?? 0)}${key}`;
    case 'ticket':
      return `${rank(STATES, entry.state.trim().toUpperCase())}${9 - (entry.severity ?? 0)}${key}`;
    case 'posture': {
      const criticality = rank(CRITICALITIES, (entry.criticality ?? '').trim().toLowerCase());
      return `${rank(STATUSES, entry.status.trim().toLowerCase())}${criticality}${key}`;
    }
    case 'record':
      return key;
  }
};
