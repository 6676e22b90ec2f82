import {
  createOutbox,
  createUpkeep,
  type EnrollmentOptions,
  type MailEvent,
  type Outbox,
  type Sealing,
} from '@openguard/service';
import type { Store } from '@openguard/storage';

import { usage } from '../arguments.js';
import type { ServeOptions } from '../serve-options.js';
import { describeMail } from './describe-mail.js';
import { createSmtpMailer } from './smtp-mailer.js';

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

const openOutbox = async (
  { smtp, expiryMs }: ServeOptions['mail'],
  {
    findSealing,
    ...options
  }: Pick<StartMailOptions, 'store' | 'unexpected' | 'findSealing'> & {
    readonly note: (event: MailEvent) => void;
  },
): Promise<Outbox | undefined> => {
  if (smtp === undefined) return undefined;
  const sealing = await findSealing();
  if (sealing === undefined) throw usage('--smtp needs --key-file');
  return createOutbox({ ...options, clock: Date.now, sealing, mailer: createSmtpMailer(smtp), expiryMs });
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
  const outbox = await openOutbox(mail, { store, findSealing, unexpected, note: tell });
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
  if (outbox === undefined) {
    const waiting = (await store.listMails()).filter(({ state }) => state === 'queued').length;
    if (waiting > 0) log(`${waiting} letters wait for a server that is started with --smtp`);
  }
  outbox?.start();
  upkeep.start();
  const forEnrollment: Pick<EnrollmentOptions, 'outbox' | 'url'> = {
    ...(outbox === undefined ? {} : { outbox }),
    ...(mail.url === undefined ? {} : { url: mail.url }),
  };
  return {
    forEnrollment,
    stop: async (): Promise<void> => {
      await Promise.all([outbox?.stop(), upkeep.stop()]);
    },
  };
};
