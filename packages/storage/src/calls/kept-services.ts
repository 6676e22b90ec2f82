import { OpenServices } from '@openguard/model';
import type { SeenPort, SeenPorts } from '../port/history-store.js';
import { readRecord, writeRecord, type RecordName } from './record.js';

type Told = NonNullable<OpenServices['tcp']>;

const listOf = (ports: readonly number[]): string => {
  const ranges: { first: number; last: number }[] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const before = ranges.at(-1);
    if (before !== undefined && before.last === port - 1) before.last = port;
    else ranges.push({ first: port, last: port });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
};

/** Ports by their services: a host on which all are open takes no more room than its services. */
const packed = (ports: readonly SeenPort[]): Told['services'] =>
  [...Map.groupBy(ports, ({ service }) => service)]
    .map(([service, own]) => [service, listOf(own.map(({ port }) => port))] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const isLater = (one: Told, other: Told | undefined): boolean =>
  other === undefined ||
  one.at > other.at ||
  // Of two that were told at one time the same counts, whichever comes first.
  (one.at === other.at && JSON.stringify(one) > JSON.stringify(other));

/** What is kept of the open ports of a host after a report of a time tells them; as it was where it tells nothing. */
export const servicesAfter = (
  kept: string | null,
  seen: SeenPorts | undefined,
  at: number,
  name: RecordName,
): string | null => {
  if (seen === undefined) return kept;
  const before = kept === null ? {} : readRecord(OpenServices, kept, name);
  const told = (['tcp', 'udp'] as const).flatMap((protocol) => {
    const ports = seen[protocol];
    const now = ports === undefined ? undefined : { at, services: packed(ports) };
    return now !== undefined && isLater(now, before[protocol]) ? [[protocol, now] as const] : [];
  });
  return told.length === 0
    ? kept
    : writeRecord(OpenServices, { ...before, ...Object.fromEntries(told) }, name);
};
