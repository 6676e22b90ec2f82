import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, RefusedItem, ReturnItem } from '@openguard/model';

/** Cuts what a server says to one printable line. */
const line = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);

const refusal = (item: RefusedItem | ReturnItem): OpenGuardError => {
  const number = item.number === undefined ? '' : ` ${item.number}`;
  // 999 is the service's own failure: in the place of a report, what scans has failed.
  const code = item.kind === 'refused' && item.number === 999 ? 'OG_ENGINE_EXIT' : 'OG_API_REFUSED';
  return new OpenGuardError(code, `the server refuses (error${number}): ${line(item.text)}`);
};

/**
 * Hands every item of a document on, to its proven end. Rejects with `OG_API_REFUSED` after the end when the
 * document holds an ERROR or a failed return, and with whatever reading rejects.
 */
export const consume = async (
  items: AsyncIterable<DocumentItem>,
  take: (item: DocumentItem) => void | Promise<void>,
): Promise<void> => {
  let refused: OpenGuardError | undefined;
  for await (const item of items) {
    if (item.kind === 'refused') refused ??= refusal(item);
    if (item.kind === 'return' && item.status !== 'SUCCESS') refused ??= refusal(item);
    // Most takers need no time; waiting for nothing would cost more than reading.
    const taken = take(item);
    if (taken !== undefined) await taken;
  }
  if (refused !== undefined) throw refused;
};
