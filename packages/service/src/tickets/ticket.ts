import type { FindingEvent, KnownFinding } from '@openguard/model';
import type { KeptTicket } from '@openguard/storage';

const DAY_MS = 86_400_000;

/** How many days somebody has to mend a finding of severity 1, 2, 3, 4 and 5. */
export type DueDays = readonly [number, number, number, number, number];

/** A turn that a ticket took. `report`: the digest of the report that shows it; a scan of this server has its reference. */
export interface TicketTurn {
  readonly at: number;
  readonly from?: TicketState;
  readonly to: TicketState;
  readonly report?: string;
}

/** `open`: somebody is to mend it. `closed`: a scan has looked for the finding, and proves that it is not there. */
export type TicketState = 'open' | 'closed';

/** A ticket as its finding's history tells it now. Times are milliseconds since 1970, UTC. */
export interface Ticket extends Pick<KeptTicket, 'number' | 'createdAt' | 'visitedAt' | 'name' | 'finding'> {
  readonly state: TicketState;
  /** Whether it was closed before and is open again: also when later scans find what it is about once more. */
  readonly reopened: boolean;
  /** Since when it is open, or was until it was closed. */
  readonly openedAt: number;
  readonly closedAt?: number;
  readonly dueAt: number;
  /** When it was made, or when it or the severity of its finding last changed. */
  readonly modifiedAt: number;
  /** Oldest first. */
  readonly turns: readonly TicketTurn[];
}

/** A fix that is merely inferred closes nothing. */
const isProven = ({ state, evidence }: KnownFinding): boolean => state === 'fixed' && evidence === 'proven';

const AFTER: Readonly<Partial<Record<FindingEvent['what'], TicketState>>> = {
  fixed: 'closed',
  proven: 'closed',
  reopened: 'open',
};

/** The turns that events make of a ticket that is open at first. Of what was only inferred to be gone it takes none. */
const turnsOf = (events: readonly FindingEvent[]): readonly TicketTurn[] => {
  const turns: TicketTurn[] = [];
  for (const { what, at, report } of events) {
    const from = turns.at(-1)?.to ?? 'open';
    const to = AFTER[what] ?? from;
    if (to !== from) turns.push({ at, report, from, to });
  }
  return turns;
};

/**
 * By when a finding is to be mended that is open since some time. What gets worse is due sooner, but not before there was
 * time for it; what gets better has the time that it would have had, if that is more. No change but for the worse takes
 * time away.
 */
const dueOf = (
  severity: number,
  changes: readonly FindingEvent[],
  openedAt: number,
  due: DueDays,
): number => {
  const daysOf = (of: number): number => (due[Math.min(5, Math.max(1, of)) - 1] ?? 0) * DAY_MS;
  const [first] = changes;
  let dueAt = openedAt + daysOf(first?.before?.severity ?? severity);
  for (const { at, grade, before } of changes) {
    const isWorse = grade.severity > (before?.severity ?? 0);
    dueAt = isWorse
      ? Math.min(dueAt, at + daysOf(grade.severity))
      : Math.max(dueAt, openedAt + daysOf(grade.severity));
  }
  return dueAt;
};

/** The ticket of a finding, with the events of its host. */
export const ticketOf = (
  { number, createdAt, visitedAt, name, finding }: KeptTicket,
  events: readonly FindingEvent[],
  due: DueDays,
): Ticket => {
  const closed = isProven(finding);
  // One that was forgotten and is found again has its number back, and begins anew.
  const madeAt = Math.max(createdAt, finding.firstSeen);
  const own = events.filter(({ key, at }) => key === finding.key && at > madeAt);
  const turns = turnsOf(own);
  const last = turns.at(-1);
  const openedAt = turns.findLast(({ to }) => to === 'open')?.at ?? madeAt;
  const closedAt = closed ? (last?.at ?? finding.fixedAt) : undefined;
  const changes = own.filter(({ what }) => what === 'changed');
  return {
    ...{ number, createdAt: madeAt, visitedAt, finding, openedAt },
    reopened: !closed && last !== undefined,
    ...(name === undefined ? {} : { name }),
    state: closed ? 'closed' : 'open',
    ...(closedAt === undefined ? {} : { closedAt }),
    dueAt: dueOf(
      finding.severity,
      changes.filter(({ at }) => at > openedAt),
      openedAt,
      due,
    ),
    modifiedAt: Math.max(last?.at ?? madeAt, changes.at(-1)?.at ?? madeAt),
    turns: [{ at: madeAt, to: 'open' }, ...turns],
  };
};
