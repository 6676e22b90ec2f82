import type { Refused } from '@openguard/protocol';
import type { Underway } from '@openguard/service';

/** Where a server says what it does, and what it did not expect. */
export interface JobLog {
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
}

/** Texts of others, bounded, on one line. */
export const quoted = (text: string): string => JSON.stringify(text.slice(0, 200));

/** Says who asked for what, and what came of it at once. */
export const logJob = ({ log }: JobLog, asked: string, job: Refused | Pick<Underway, 'ref'>): void =>
  log('number' in job ? `${asked}: refused with ${job.number}` : `${asked}: ${job.ref}`);

/** Says that whoever waited for a job is gone, and what becomes of it, and waits no more. */
export const departed = (
  { log }: JobLog,
  { ref, saved, leave }: Pick<Underway, 'ref' | 'saved' | 'leave'>,
): void => {
  const fate = saved ? 'it goes on, since it is to be saved' : 'it is kept a while, for whoever comes back';
  log(`${ref}: the client is gone; ${fate}`);
  leave();
};
