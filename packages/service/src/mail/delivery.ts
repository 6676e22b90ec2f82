import { OpenGuardError, redact } from '@openguard/errors';
import type { OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import type { Handover, Mailer } from './mailer.js';
import type { Sealing } from '../sealing.js';
import { expire } from './expiry.js';
import { eventOf, type MailEvent } from './mail-event.js';
import { openLetter } from './sealed-letter.js';
import { waitAfter } from './waits.js';

/** What delivering needs. */
export interface DeliveryOptions {
  readonly store: Pick<Store, 'updateMail' | 'listMails'>;
  /** What seals and opens at the moment: keys may change while letters wait. */
  readonly sealing: () => Promise<Sealing>;
  readonly mailer: Mailer;
  /** Whether this process can carry letters to an address; others may. Any address when left out. */
  readonly carries?: (address: string) => boolean;
  readonly clock: () => number;
  /** How long after it was queued a mail is given up and erased, in milliseconds. */
  readonly expiryMs: number;
  readonly random?: () => number;
  readonly note: (event: MailEvent) => void;
  /** Gets what nobody can answer for: that a letter was handed over, and the store could not be told. */
  readonly unexpected: (error: unknown) => void;
}

/** Longer than an attempt takes: whoever claimed a mail and did not come back is dead. */
const CLAIM_MS = 5 * 60_000;
/** How often what came of a mail is kept anew when others change it at the same time. */
const TRIES = 20;
/** How soon somebody may try who has the key that is missing here. */
const OTHER_KEY_MS = 5 * 60_000;

const keptNothing = ({ id }: OutgoingMail, state: OutgoingMail['state']): OpenGuardError => {
  const again = state === 'delivered' ? 'it was handed over, and comes again' : 'it is tried again';
  return new OpenGuardError(
    'OG_MAIL',
    `the letter ${id} was changed by others ${TRIES} times while what came of it (${state}) was to be kept; ${again} when its claim is over`,
  );
};

/** Delivers one mail that is due: claims it, so that nobody else tries at the same time, and keeps what came of it. */
export const createDelivery = (options: DeliveryOptions) => {
  const { store, sealing, mailer, clock, expiryMs, random = Math.random, note, unexpected } = options;
  const { carries = () => true } = options;

  /** Keeps what came of a mail. While it was on its way it may have been sealed anew, and has to stay so. */
  const keep = async (
    mail: OutgoingMail,
    change: Pick<OutgoingMail, 'state'> & Partial<Pick<OutgoingMail, 'failure' | 'nextAt'>>,
  ): Promise<void> => {
    const { id, account, to, createdAt, attempts, nextAt, watch } = mail;
    const told = watch === undefined ? {} : { watch };
    let seen: OutgoingMail | undefined = mail;
    for (let time = 0; time < TRIES && seen !== undefined; time += 1) {
      const sealed = seen.sealed === undefined ? {} : { sealed: seen.sealed };
      const kept = { id, account, to, ...told, createdAt, attempts, nextAt, ...sealed, ...change };
      if (await store.updateMail(kept, seen)) {
        note(eventOf(kept));
        return;
      }
      seen = (await store.listMails()).find((each) => each.id === id);
    }
    if (seen !== undefined) unexpected(keptNothing(mail, change.state));
  };

  const endOf = ({ createdAt }: OutgoingMail): number => createdAt + expiryMs;

  const came = (mail: OutgoingMail, handover: Handover, secret: string, stopped: boolean): Promise<void> => {
    if (handover.tag === 'taken') return keep(mail, { state: 'delivered' });
    const failure = redact(handover.reason, [secret, mail.to]);
    if (handover.tag === 'never') return keep(mail, { state: 'failed', failure });
    const wait = stopped ? 0 : waitAfter(mail.attempts, random());
    return keep(mail, { state: 'queued', failure, nextAt: Math.min(clock() + wait, endOf(mail)) });
  };

  return {
    /** Tries once; what does not work now is tried again later, and what has waited too long is given up. */
    attempt: async (mail: OutgoingMail, signal: AbortSignal): Promise<void> => {
      if (endOf(mail) <= clock()) return expire(options, mail);
      if (!carries(mail.to)) return;
      const keys = await sealing();
      const opened = openLetter(keys, mail);
      if (opened.tag === 'other-key') {
        const failure = `it was sealed with the key ${opened.keyId}, and this server has ${keys.keyId}`;
        const nextAt = Math.min(clock() + OTHER_KEY_MS * (0.5 + random()), endOf(mail));
        return keep(mail, { state: 'queued', failure, nextAt: Math.round(nextAt) });
      }
      if (opened.tag === 'broken') return keep(mail, { state: 'failed', failure: 'it cannot be opened' });
      const claimed = { ...mail, attempts: mail.attempts + 1, nextAt: clock() + CLAIM_MS };
      if (!(await store.updateMail(claimed, mail))) return;
      await came(
        claimed,
        await mailer.hand(opened.letter, signal, opened.secret),
        opened.secret,
        signal.aborted,
      );
    },
  };
};
