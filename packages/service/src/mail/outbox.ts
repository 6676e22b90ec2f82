import type { OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createDelivery, type DeliveryOptions } from './delivery.js';
import { eventOf } from './mail-event.js';
import { sealLetter, type LetterContents } from './sealed-letter.js';

/** What the outbox needs. */
export interface OutboxOptions extends DeliveryOptions {
  readonly store: Pick<Store, 'updateMail' | 'listMails' | 'dueMails'>;
  /** How long to wait before looking again, in milliseconds; 5 s when left out. */
  readonly pauseMs?: number;
}

/** To whom a letter goes. */
export interface Addressee {
  readonly account: string;
  readonly address: string;
  /** The id of the watch that is told; none for what is about the account itself. */
  readonly watch?: string;
}

const PAUSE_MS = 5_000;
const AT_ONCE = 200;

/** Letters on their way: sealed in the store until they are handed over, tried again until they expire. */
export const createOutbox = (options: OutboxOptions) => {
  const { store, sealing, clock, note, unexpected, pauseMs = PAUSE_MS } = options;
  const delivery = createDelivery(options);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let rouse = new AbortController();

  const deliverDue = async (): Promise<void> => {
    for (const mail of await store.dueMails(clock(), AT_ONCE)) {
      if (stopping.signal.aborted) return;
      await delivery.attempt(mail, stopping.signal);
    }
  };

  const pause = async (): Promise<void> => {
    try {
      await delay(pauseMs, undefined, { signal: AbortSignal.any([rouse.signal, stopping.signal]) });
    } catch (error) {
      // Expected: somebody woke it.
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
    if (rouse.signal.aborted) rouse = new AbortController();
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Whatever happens to one round, the next may go well.
      await deliverDue().catch(unexpected);
      await pause();
    }
  };

  return {
    /** A mail to be stored with the account that it is about. */
    write: async (
      { watch, account, address }: Addressee,
      contents: LetterContents,
    ): Promise<OutgoingMail> => {
      const now = clock();
      const envelope = { id: randomUUID(), account, to: address };
      const sealed = sealLetter(await sealing(), envelope, contents);
      const told = watch === undefined ? {} : { watch };
      return { ...envelope, ...told, createdAt: now, attempts: 0, nextAt: now, state: 'queued', sealed };
    },
    /** Tells that a mail was stored, so that it goes at once. */
    queued: (mail: OutgoingMail): void => {
      note(eventOf(mail));
      rouse.abort();
    },
    /** Delivers what is due, once. */
    deliverDue,
    /** Begins to deliver, until it is stopped. */
    start: (): void => {
      running ??= run();
    },
    /** Stops; a letter that is being handed over is tried again at the next start unless it was taken. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
};

/** The letters on their way. */
export type Outbox = ReturnType<typeof createOutbox>;
