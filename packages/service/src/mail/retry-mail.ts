import { OpenGuardError } from '@openguard/errors';
import type { OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';

/** What trying mails again needs. */
export interface RetryOptions {
  readonly store: Pick<Store, 'listMails' | 'updateMail'>;
  readonly clock: () => number;
}

const STATES: Readonly<Record<OutgoingMail['state'], string | undefined>> = {
  queued: undefined,
  failed: undefined,
  delivered: 'was delivered',
  expired: 'was erased when it expired; if it held a password, set another with "account passwd"',
};

const named = (mails: readonly OutgoingMail[], id: string): readonly OutgoingMail[] => {
  const mail = mails.find((one) => one.id === id);
  if (mail === undefined)
    throw new OpenGuardError(
      'OG_MAIL',
      `there is no letter ${JSON.stringify(id.slice(0, 64))}; see "mail list"`,
    );
  const over = STATES[mail.state];
  if (over !== undefined) throw new OpenGuardError('OG_MAIL', `the letter ${mail.id} ${over}`);
  return [mail];
};

/**
 * Makes a mail due now that failed or waits; all of them without an `id`. Rejects with `OG_MAIL` when there is no such
 * mail, or nothing left of it to send.
 *
 * @returns how many
 */
export const retryMail = async ({ store, clock }: RetryOptions, id?: string): Promise<number> => {
  const mails = await store.listMails();
  const waiting = mails.filter(({ state }) => STATES[state] === undefined);
  let retried = 0;
  for (const mail of id === undefined ? waiting : named(mails, id)) {
    const due = { ...mail, state: 'queued', nextAt: clock() } as const;
    if (await store.updateMail(due, mail)) retried += 1;
  }
  return retried;
};
