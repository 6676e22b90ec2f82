import { readItems, type Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { ScanReference, type DocumentItem, type HeaderItem } from '@openguard/model';
import { scanReport } from '@openguard/protocol';
import { printable } from '@openguard/render';
import { parseTargetList, type TargetList } from '@openguard/targets';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Invocation } from './command.js';
import { withClient } from './connect.js';
import { consume } from './consume.js';
import { say, stdinBytes, type Io } from './io.js';
import { interruption, performScan } from './perform-scan.js';
import { NO_SINK } from './report-file.js';

/** Where a report comes from. */
export type Source =
  | { readonly kind: 'reference'; readonly ref: ScanReference }
  | { readonly kind: 'targets'; readonly targets: TargetList }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' };

const exists = async (path: string): Promise<boolean> => {
  try {
    return !(await stat(path)).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
};

/** Tells a reference, `-`, a file that exists and a target list apart; anything else is `OG_INPUT_FILE`. */
export const sourceOf = async (text: string): Promise<Source> => {
  if (text === '-') return { kind: 'stdin' };
  if (ScanReference.is(text)) return { kind: 'reference', ref: text };
  if (await exists(text)) return { kind: 'file', path: text };
  const targets = parseTargetList(text);
  if (targets._tag === 'Right') return { kind: 'targets', targets: targets.right };
  throw new OpenGuardError(
    'OG_INPUT_FILE',
    `${JSON.stringify(text.slice(0, 100))} is no reference such as scan/987659876.19876, no file that exists and no target list`,
  );
};

const fileError = (path: string, error: unknown): unknown =>
  error instanceof Error && 'code' in error && !String(error.code).startsWith('OG_')
    ? new OpenGuardError('OG_INPUT_FILE', `cannot read ${path}: ${String(error.code)}`, { cause: error })
    : error;

/** The bytes of a file, as a stream that closes when nobody reads on. */
export async function* fileBytes(path: string, { signal }: Io): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      signal.throwIfAborted();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Reads a report that was kept; of one that is incomplete, people are told that it is. */
const readKept = async (
  { io }: Invocation,
  items: AsyncIterable<DocumentItem>,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  let header: HeaderItem | undefined;
  await consume(items, (item) => {
    if (item.kind === 'header') header = item;
    take(item);
  });
  const incomplete = interruption(header);
  if (incomplete !== undefined)
    say(io, `openguard: ${printable(header?.ref ?? '')}: ${printable(incomplete.message)}`);
};

/** Retrieves a saved report. */
export const retrieve = async (
  invocation: Invocation,
  client: Client,
  ref: ScanReference,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const reply = await client.call(scanReport, { ref }, { signal: invocation.io.signal });
  await readKept(invocation, reply.items(), take);
};

const SCAN_ROOTS = ['SCAN', 'GENERIC_RETURN'] as const;

/** Hands on every item of the scan report that a source gives; a target list is scanned with save. */
export const readSource = async (
  invocation: Invocation,
  source: Source,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const { io } = invocation;
  switch (source.kind) {
    case 'stdin':
      return readKept(invocation, readItems(stdinBytes(io), 'standard input', { roots: SCAN_ROOTS }), take);
    case 'file':
      return readKept(
        invocation,
        readItems(fileBytes(source.path, io), source.path, { roots: SCAN_ROOTS }),
        take,
      );
    case 'reference':
      return withClient(invocation, (client) => retrieve(invocation, client, source.ref, take));
    case 'targets':
      return withClient(invocation, (client) =>
        performScan(invocation, client, source.targets, true, NO_SINK, take),
      );
  }
};
