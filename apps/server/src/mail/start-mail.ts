import {
  createOutbox,
  createTeller,
  createUpkeep,
  isWebhook,
  type EnrollmentOptions,
  type Handover,
  type Mailer,
  type MailEvent,
  type Outbox,
  type Sealing,
} from '@openguard/service';
import type { Store } from '@openguard/storage';

import { usage } from '../arguments.js';
import type { ServeOptions } from '../serve-options.js';
import { createWebhooks } from '../webhook/post-webhook.js';
import { describeMail } from './describe-mail.js';

/** What mail and upkeep need. */
export interface StartMailOptions {
  readonly store: Store;
  /** The keys that seal letters. */
  readonly findSealing: () => Promise<Sealing | undefined>;
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
  /** Told what becomes of every letter, for those who count. */
  readonly note?: (event: MailEvent) => void;
}

/** The half of a megabyte that speaks SMTP is loaded for those who have a mail server. */
const mailerOf = async (smtp: ServeOptions['mail']['smtp']): Promise<Mailer | undefined> =>
  smtp === undefined ? undefined : (await import('./smtp-mailer.js')).createSmtpMailer(smtp);

/** What carries letters to whomever their addresses name: people, and webhooks. */
const carrierOf = async ({ smtp, webhooks }: ServeOptions['mail']) => {
  const mailer = await mailerOf(smtp);
  const hooks = webhooks === undefined ? undefined : createWebhooks(webhooks);
  const nobody: Handover = { tag: 'later', reason: 'this server does not carry it' };
  const hand: Mailer['hand'] = async (letter, signal, secret = '') =>
    isWebhook(letter.to.address)
      ? ((await hooks?.hand(letter, secret, signal)) ?? nobody)
      : ((await mailer?.hand(letter, signal)) ?? nobody);
  return {
    hand,
    carries: (address: string): boolean => (isWebhook(address) ? hooks : mailer) !== undefined,
  };
};

/** Where letters wait, and what carries them, with the key that seals them. */
const openOutbox = async (
  mail: ServeOptions['mail'],
  {
    findSealing,
    ...options
  }: Pick<StartMailOptions, 'store' | 'unexpected' | 'findSealing'> & {
    readonly note: (event: MailEvent) => void;
  },
): Promise<{ readonly outbox: Outbox; readonly sealing: () => Promise<Sealing> } | undefined> => {
  const { smtp, webhooks, expiryMs } = mail;
  if (smtp === undefined && webhooks === undefined) return undefined;
  const sealing = async (): Promise<Sealing> => {
    const found = await findSealing();
    if (found !== undefined) return found;
    throw usage(`${smtp === undefined ? '--webhooks' : '--smtp'} needs --key-file`);
  };
  await sealing();
  const { hand, carries } = await carrierOf(mail);
  const outbox = createOutbox({ ...options, clock: Date.now, sealing, mailer: { hand }, carries, expiryMs });
  return { outbox, sealing };
};

/** Starts what delivers letters, if the options say where to, and what erases them and old reports at their time. */
export const startMail = async (
  options: ServeOptions,
  { store, findSealing, log, unexpected, note }: StartMailOptions,
) => {
  const { mail, keepMs } = options;
  const tell = (event: MailEvent): void => {
    log(describeMail(event));
    note?.(event);
  };
  const opened = await openOutbox(mail, { store, findSealing, unexpected, note: tell });
  const outbox = opened?.outbox;
  const upkeep = createUpkeep({
    store,
    clock: Date.now,
    expiryMs: mail.expiryMs,
    ...(keepMs === undefined ? {} : { keepMs }),
    note: tell,
    erased: (reports, hosts) =>
      log(`${reports} reports and the histories of ${hosts} hosts erased for their age`),
    unexpected,
  });
  if (mail.smtp === undefined) {
    const waiting = (await store.listMails()).filter(
      ({ state, to }) => state === 'queued' && !isWebhook(to),
    ).length;
    if (waiting > 0) log(`${waiting} letters wait for a server that is started with --smtp`);
  }
  const teller = opened === undefined ? undefined : createTeller({ ...opened, store, log, unexpected });
  if (outbox === undefined && (await store.listWatches()).length > 0)
    log('nobody is told what is new by this server: that needs --smtp or --webhooks');
  outbox?.start();
  teller?.start();
  upkeep.start();
  const forEnrollment: Pick<EnrollmentOptions, 'outbox' | 'url'> = {
    ...(outbox === undefined || mail.smtp === undefined ? {} : { outbox }),
    ...(mail.url === undefined ? {} : { url: mail.url }),
  };
  return {
    forEnrollment,
    stop: async (): Promise<void> => {
      await teller?.stop();
      await Promise.all([outbox?.stop(), upkeep.stop()]);
    },
  };
};
