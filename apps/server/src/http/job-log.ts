import type { Refused } from '@openguard/protocol';
import type { Underway } from '@openguard/service';

/** Where a server says what it does, and what it did not expect. */
export interface JobLog {
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
}

/** Texts of others, bounded, on one line. */
export const quoted = (text: string): string => JSON.stringify(text.slice(0, 200));

type Ended = { readonly state: string; readonly failure?: string | undefined };

/** Says who asked for what, what came of it at once, and how it ended. */
export const logJob = (
  { log, unexpected }: JobLog,
  asked: string,
  job: Refused | Pick<Underway<Ended>, 'ref' | 'done'>,
): void => {
  if ('number' in job) {
    log(`${asked}: refused with ${job.number}`);
    return;
  }
  log(`${asked}: ${job.ref}`);
  job.done.then(
    ({ state, failure = '' }) => log(`${job.ref}: ${state}${failure === '' ? '' : `: ${failure}`}`),
    unexpected,
  );
};
