import type { MailEvent } from '@openguard/service';

const endOf = ({ state, attempts, nextAt, failure = '' }: MailEvent): string => {
  switch (state) {
    case 'queued':
      return attempts === 0 && failure === ''
        ? 'queued'
        : `not taken (attempt ${attempts}): ${failure}; again at ${new Date(nextAt).toISOString()}`;
    case 'delivered':
      return `delivered (attempt ${attempts})`;
    case 'failed':
      return `FAILED: ${failure}; see openguard-server mail list`;
    case 'expired':
      return `EXPIRED and erased${failure === '' ? '' : `: ${failure}`}; whoever it was for does not know what it said`;
  }
};

/** What became of a letter, in one line that holds neither its text nor its address. */
export const describeMail = (event: MailEvent): string =>
  `letter ${event.id} to the owner of ${event.account}: ${endOf(event)}`;
