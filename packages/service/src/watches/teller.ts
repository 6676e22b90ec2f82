import type { OutgoingMail, Scan, Watch } from '@openguard/model';
import type { NewFindings, Store } from '@openguard/storage';
import type { Outbox } from '../mail/outbox.js';
import type { LetterContents } from '../mail/sealed-letter.js';
import type { Sealing } from '../sealing.js';
import { MOST_TOLD, newsLetter, newsMessage } from './news-letter.js';
import { isWebhook, openWatch } from './sealed-watch.js';

/** What telling needs. */
export interface TellerOptions {
  readonly store: Pick<Store, 'listWatches' | 'scansToTell' | 'findJob' | 'newFindings' | 'tellScan'>;
  readonly outbox: Pick<Outbox, 'write' | 'queued'>;
  /** Opens the secrets of webhooks, with the keys of the moment. */
  readonly sealing: () => Promise<Sealing>;
  /** Gets a line about who cannot be told. */
  readonly log: (line: string) => void;
  readonly unexpected: (error: unknown) => void;
  /** How often it looks, in milliseconds; every 5 s when left out. */
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;
const SCANS = 16;

/**
 * Writes to those who want to know what is new when the history has taken in a scan. That a scan was told of and the
 * letters that tell it are kept together: whoever is killed in between, each letter is queued once.
 */
export const createTeller = ({
  store,
  outbox,
  sealing,
  log,
  unexpected,
  everyMs = EVERY_MS,
}: TellerOptions) => {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let stopped = false;

  const contentsFor = async (
    watch: Watch,
    scan: Scan,
    found: NewFindings,
  ): Promise<LetterContents | undefined> => {
    if (!isWebhook(watch.to)) return newsLetter(watch, scan, found);
    const secret = openWatch(await sealing(), watch);
    if (secret === undefined)
      log(`notify ${watch.id}: none of the keys opens its secret; it is not told of ${scan.ref}`);
    return secret === undefined ? undefined : newsMessage(watch, scan, found, secret);
  };

  const lettersOf = async (scan: Scan): Promise<readonly OutgoingMail[]> => {
    const letters: OutgoingMail[] = [];
    for (const watch of await store.listWatches()) {
      if (watch.account !== scan.account) continue;
      // The history keeps a scan of the server under its reference.
      const found = await store.newFindings(scan.account, scan.ref, watch.severity, MOST_TOLD);
      if (found.total === 0) continue;
      const contents = await contentsFor(watch, scan, found);
      if (contents !== undefined)
        letters.push(
          await outbox.write({ account: watch.account, address: watch.to, watch: watch.id }, contents),
        );
    }
    return letters;
  };

  const look = async (): Promise<void> => {
    for (const ref of await store.scansToTell(SCANS)) {
      if (stopped) return;
      const scan = await store.findJob(ref);
      if (scan === undefined || 'mapHost' in scan) continue;
      const letters = await lettersOf(scan);
      if (await store.tellScan(ref, letters)) for (const letter of letters) outbox.queued(letter);
    }
  };

  const next = (): void => {
    working ??= look()
      .catch(unexpected)
      .finally(() => {
        working = undefined;
      });
  };

  return {
    /** Looks once. */
    look,
    /** Looks now, and then every few seconds. */
    start: (): void => {
      timer ??= setInterval(next, everyMs);
      next();
    },
    /** Tells nothing more; resolves when what is under way is done. */
    stop: async (): Promise<void> => {
      stopped = true;
      clearInterval(timer);
      await working;
    },
  };
};
