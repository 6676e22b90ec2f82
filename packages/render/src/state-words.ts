import type { ReportedFinding, ReportedPast } from './report.js';

/** What became of a finding: its state in a history, with a question mark where it may be another by now, or a verdict. */
export const stateWords = ({ past, verdict }: ReportedFinding): string =>
  past === undefined ? (verdict ?? '') : `${past.state}${past.doubtful ? ' ?' : ''}`;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** How often a finding was found, and when. */
export const pastWords = ({
  firstSeen,
  lastSeen,
  timesFound,
}: Omit<ReportedPast, 'doubtful' | 'state'>): string =>
  firstSeen === lastSeen
    ? `found on ${dayOf(firstSeen)}`
    : `found ${timesFound} times from ${dayOf(firstSeen)} to ${dayOf(lastSeen)}`;
