import {
  createOutbox,
  createSealing,
  createUpkeep,
  type EnrollmentOptions,
  type MailEvent,
  type Outbox,
} from '@openguard/service';
import type { Store } from '@openguard/storage';
import { join } from 'node:path';
import type { ServeOptions } from '../serve-options.js';
import { describeMail } from './describe-mail.js';
import { ownKey, readKeyFile } from './key-file.js';
import { createSmtpMailer } from './smtp-mailer.js';

/** What mail and upkeep need. */
export interface StartMailOptions {
  readonly store: Store;
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
  /** Told what becomes of every letter, for those who count. */
  readonly note?: (event: MailEvent) => void;
}

const KEY = 'mail.key';

const openOutbox = async (
  { mail: { smtp, keyFile, expiryMs }, directory }: ServeOptions,
  options: Pick<StartMailOptions, 'store' | 'unexpected'> & { readonly note: (event: MailEvent) => void },
): Promise<Outbox | undefined> => {
  if (smtp === undefined) return undefined;
  const key = keyFile === undefined ? await ownKey(join(directory, KEY)) : await readKeyFile(keyFile);
  const sealing = createSealing(key);
  return createOutbox({ ...options, clock: Date.now, sealing, mailer: createSmtpMailer(smtp), expiryMs });
};

/** Starts what delivers letters, if the options say where to, and what erases them and old reports at their time. */
export const startMail = async (
  options: ServeOptions,
  { store, log, unexpected, note }: StartMailOptions,
) => {
  const { mail, keepMs } = options;
  const tell = (event: MailEvent): void => {
    log(describeMail(event));
    note?.(event);
  };
  const outbox = await openOutbox(options, { store, unexpected, note: tell });
  const upkeep = createUpkeep({
    store,
    clock: Date.now,
    expiryMs: mail.expiryMs,
    ...(keepMs === undefined ? {} : { keepMs }),
    note: tell,
    erased: (reports) => log(`${reports} reports erased for their age`),
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
