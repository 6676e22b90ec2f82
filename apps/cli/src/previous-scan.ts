import type { Client } from '@openguard/client';
import { isOpenGuardError } from '@openguard/errors';
import { ScanReference, type DocumentItem } from '@openguard/model';
import { scanReportList } from '@openguard/protocol';
import type { Invocation } from './command.js';
import { consume } from './consume.js';
import { say } from './io.js';
import { retrieve } from './source.js';

/** So many scans that came to nothing are passed over. */
const PASSED_OVER = 20;

/** The saved scans whose target is exactly this text, newest first. Dates compare as text. */
export const newestOf = async (
  client: Client,
  target: string,
  signal: AbortSignal,
): Promise<readonly ScanReference[]> => {
  const found: { readonly ref: string; readonly date: string }[] = [];
  const reply = await client.call(scanReportList, {}, { signal });
  await consume(reply.items(), (item) => {
    if (item.kind === 'report' && item.target === target) found.push(item);
  });
  // Of one second, what stands first is newest.
  const sorted = found.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return sorted
    .slice(0, PASSED_OVER)
    .map(({ ref }) => ref)
    .filter(ScanReference.is);
};

const REFUSED: readonly string[] = ['OG_API_REFUSED', 'OG_ENGINE_EXIT'];

/**
 * Retrieves the first of some reports that holds a host: beside one that came to nothing, all that is open now would be
 * new. `undefined` when none does.
 */
export const retrieveFirst = async (
  invocation: Invocation,
  client: Client,
  refs: readonly ScanReference[],
  begin: () => (item: DocumentItem) => void,
): Promise<ScanReference | undefined> => {
  for (const ref of refs) {
    const take = begin();
    const told = { header: false };
    try {
      await retrieve(invocation, client, ref, (item) => {
        if (item.kind === 'header') told.header = true;
        take(item);
      });
      return ref;
    } catch (error) {
      if (!told.header || !isOpenGuardError(error) || !REFUSED.includes(error.code)) throw error;
      say(invocation.io, `openguard: ${ref} holds no host and is passed over: ${error.message}`);
    }
  }
  begin();
  return undefined;
};
