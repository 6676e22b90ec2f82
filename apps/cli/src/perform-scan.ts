import type { Client } from '@openguard/client';
import type { DocumentItem, HeaderItem } from '@openguard/model';
import { OpenGuardError } from '@openguard/errors';
import { scan } from '@openguard/protocol';
import { describeTargetFault, parseTargetList, type TargetList } from '@openguard/targets';
import type { Invocation } from './command.js';
import { demandPermission } from './permission.js';
import { createProgress } from './progress.js';
import { receive } from './receive.js';
import type { ReportSink } from './report-file.js';

/** Reads a target list from the command line; rejects with `OG_TARGETS`. */
export const targetsOf = (text: string): TargetList => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Left') throw new OpenGuardError('OG_TARGETS', describeTargetFault(parsed.left));
  return parsed.right;
};

/** Our server says in comments how far it is. */
const PERCENT = /keep-alive: ([0-9]{1,3}) %/g;

const percentIn = (chunk: Uint8Array): string | undefined =>
  chunk.length > 2000 ? undefined : [...Buffer.from(chunk).toString('latin1').matchAll(PERCENT)].at(-1)?.[1];

/** A report that says of itself that it is not whole. */
export const interruption = (header: HeaderItem | undefined): OpenGuardError | undefined => {
  const status = header?.keys['STATUS']?.trim();
  if (status === undefined || status === 'FINISHED' || status === 'NOHOSTALIVE') return undefined;
  const missing = header?.keys['NOT_SCANNED'];
  const what = missing === undefined ? '' : `; not scanned: ${missing.slice(0, 200)}`;
  return new OpenGuardError('OG_SCAN_CANCELLED', `the scan is incomplete (${status.slice(0, 60)})${what}`);
};

/**
 * Runs scan.php and hands the items on as the report comes. Rejects with `OG_SCAN_CANCELLED`, after all items,
 * when the report says that it is incomplete.
 */
export const performScan = async (
  invocation: Invocation,
  client: Client,
  targets: TargetList,
  save: boolean,
  sink: ReportSink,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const { values, io } = invocation;
  await demandPermission(invocation, client, targets);
  const option = values['option'];
  const request = { targets, ...(save ? { save } : {}), ...(typeof option === 'string' ? { option } : {}) };
  const progress = createProgress(io);
  const started = Date.now();
  let percent = '';
  const tick = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    progress.show(`scanning ${targets.text.slice(0, 60)} … ${percent}${seconds} s`);
  }, 500);
  let header: HeaderItem | undefined;
  try {
    const reply = await client.call(scan, request, { signal: io.signal });
    await receive(
      reply,
      scan.roots,
      sink,
      (item) => {
        if (item.kind === 'header') header = item;
        take(item);
      },
      (chunk) => {
        const told = percentIn(chunk);
        if (told !== undefined) percent = `${told} % `;
      },
    );
  } finally {
    clearInterval(tick);
    progress.clear();
  }
  const incomplete = interruption(header);
  if (incomplete !== undefined) throw incomplete;
};
