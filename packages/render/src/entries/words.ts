import type { Entry, EntryKind } from '@openguard/analytics';
import { printable, titled } from '../printable.js';

/** What lists of entries are called. */
export const ENTRY_NAMES: Readonly<Record<EntryKind, { readonly one: string; readonly many: string }>> = {
  check: { one: 'check', many: 'checks' },
  ticket: { one: 'ticket', many: 'tickets' },
  posture: { one: 'posture', many: 'postures' },
  record: { one: 'record', many: 'records' },
};

const weight = (severity: number | undefined): string =>
  severity === undefined ? '' : `, severity ${severity}`;

/** An entry in a few words. */
export const entryWords = (entry: Entry): string => {
  switch (entry.kind) {
    case 'check':
      return `check ${printable(entry.id)}${weight(entry.severity)}${titled(entry.title)}`;
    case 'ticket': {
      const { number, state, ip, id, severity, title } = entry;
      const where = ip === undefined ? '' : ` on ${printable(ip)}`;
      return `ticket ${number}, ${printable(state)}${weight(severity)}${where}${titled(title ?? id ?? '')}`;
    }
    case 'posture': {
      const { controlId, ip, hostId, technology, technologyId, instance, status } = entry;
      const host = ip ?? (hostId === undefined ? '' : `#${hostId}`);
      const on = [technology ?? technologyId, instance].filter((word) => word !== undefined && word !== '');
      return printable(
        `control ${controlId} on ${host}${on.length === 0 ? '' : ` (${on.join(', ')})`}: ${status}`,
      );
    }
    case 'record':
      return printable(`record ${entry.id} (${entry.subType ?? entry.type}): ${entry.title}`);
  }
};

/** A value of a field as text: texts and numbers as they are, several after one another, anything else as JSON. */
export const valueText = (value: unknown): string => {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  const isPlain = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isPlain ? value.join(' ') : JSON.stringify(value);
};
