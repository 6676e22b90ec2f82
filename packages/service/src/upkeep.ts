import type { Store } from '@openguard/storage';
import { setTimeout as delay } from 'node:timers/promises';
import { forgetHosts, type ForgetOptions } from './history/forget-hosts.js';
import { expireMails, type ExpiryOptions } from './mail/expiry.js';

/** What upkeep needs. */
export interface UpkeepOptions extends ExpiryOptions {
  readonly store: Pick<Store, 'updateMail' | 'listMails' | 'eraseEnded' | 'eraseMails'> &
    ForgetOptions['store'];
  /**
   * How long after its end a report is erased for good, and the history of a host after it was last looked at, in
   * milliseconds; never when left out.
   */
  readonly keepMs?: number;
  /** Told how many reports, and histories of hosts, were erased, if any were. */
  readonly erased: (reports: number, hosts: number) => void;
  readonly unexpected: (error: unknown) => void;
  /** An hour when left out, in milliseconds. */
  readonly everyMs?: number;
}

const HOUR_MS = 3_600_000;

/** What a server does every hour: gives up mails that have waited too long, and erases what is old. */
export const createUpkeep = (options: UpkeepOptions) => {
  const { store, clock, keepMs, erased, unexpected, everyMs = HOUR_MS } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const once = async (): Promise<void> => {
    await expireMails(options);
    if (keepMs === undefined) return;
    const before = clock() - keepMs;
    await store.eraseMails(before);
    const reports = await store.eraseEnded(before);
    const hosts = await forgetHosts({ store, before });
    if (reports + hosts > 0) erased(reports, hosts);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Whatever happens this hour, the next may go well.
      await once().catch(unexpected);
      try {
        await delay(everyMs, undefined, { signal: stopping.signal });
      } catch (error) {
        // Expected: it is to stop.
        if (!(error instanceof Error && error.name === 'AbortError')) throw error;
      }
    }
  };

  return {
    once,
    start: (): void => {
      running ??= run();
    },
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
};
