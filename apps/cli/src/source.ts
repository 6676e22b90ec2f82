import { readExplained, type Client, type readItems } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import {
  ScanReference,
  type DocumentItem,
  type EndItem,
  type HeaderItem,
  type MapReference,
} from '@openguard/model';
import { mapReport, scanReport } from '@openguard/protocol';
import { printable } from '@openguard/render';
import { parseTargetList, type TargetList } from '@openguard/targets';
import { stat } from 'node:fs/promises';
import type { Invocation } from './command.js';
import { withClient } from './connect.js';
import { consume } from './consume.js';
import { openDocument } from './document-bytes.js';
import { say } from './io.js';
import { documentWarnings } from './document-warnings.js';
import { interruption } from './incomplete-run.js';
import { performScan } from './perform-scan.js';
import { NO_SINK } from './report-file.js';
import { shelfFor } from './shelf.js';
import { Ungraded } from './ungraded.js';
import { UnreadPorts } from './unread-ports.js';

/** Where a report comes from. */
export type Source =
  | { readonly kind: 'reference'; readonly ref: ScanReference }
  | { readonly kind: 'targets'; readonly targets: TargetList }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' };

const whatIsAt = async (path: string): Promise<'nothing' | 'directory' | 'file'> => {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'nothing';
    throw error;
  }
};

/** Tells a reference, `-`, a file that exists and a target list apart; anything else is `OG_INPUT_FILE`. */
export const sourceOf = async (text: string): Promise<Source> => {
  if (text === '-') return { kind: 'stdin' };
  if (ScanReference.is(text)) return { kind: 'reference', ref: text };
  const there = await whatIsAt(text);
  if (there === 'file') return { kind: 'file', path: text };
  const targets = parseTargetList(text);
  if (targets._tag === 'Right') return { kind: 'targets', targets: targets.right };
  if (there === 'directory')
    throw new OpenGuardError('OG_INPUT_FILE', `${JSON.stringify(text.slice(0, 100))} is a directory`);
  throw new OpenGuardError(
    'OG_INPUT_FILE',
    `${JSON.stringify(text.slice(0, 100))} is no reference such as scan/987659876.19876, no file that exists and no target list`,
  );
};

/** Refuses `--repair` for what is no file: a reply that is faulty is fetched first, and looked at. */
export const refuseRepair = ({ values }: Pick<Invocation, 'values'>): void => {
  if (values['repair'] !== true) return;
  throw new OpenGuardError(
    'OG_USAGE',
    '--repair is for a file or "-"; save what the service answers first, and name that file',
  );
};

/** Hosts of detections may have no IPv4 address; their numbers tell them apart. */
const addressed = (item: DocumentItem): DocumentItem => {
  if (item.kind !== 'finding' && item.kind !== 'host') return item;
  if (item.ip.trim() !== '' || 'router' in item || item.hostId === undefined) return item;
  return { ...item, ip: `#${item.hostId}` };
};

/** Reads a report that was kept; of one that is incomplete, people are told that it is. */
const readKept = async (
  { io }: Invocation,
  items: AsyncIterable<DocumentItem>,
  take: (item: DocumentItem) => void,
  what: Parameters<typeof interruption>[1] = 'scan',
): Promise<void> => {
  let header: HeaderItem | undefined;
  let end: EndItem | undefined;
  const doubts = [new UnreadPorts(), new Ungraded()];
  await consume(items, (item) => {
    if (item.kind === 'header') header = item;
    for (const doubt of doubts) doubt.take(item);
    if (item.kind === 'end') end = item;
    take(addressed(item));
  });
  if (end !== undefined) for (const warning of documentWarnings(end)) say(io, `openguard: ${warning}`);
  for (const doubt of doubts) {
    const warning = doubt.warning();
    if (warning !== undefined) say(io, `openguard: ${warning}`);
  }
  const incomplete = interruption(header, what);
  if (incomplete !== undefined)
    say(io, `openguard: ${printable(header?.ref ?? '')}: ${printable(incomplete.message)}`);
};

/** Reads a report from a file or from standard input, and shows on a terminal how far it is. */
const readStored = async (
  invocation: Invocation,
  path: string,
  options: Parameters<typeof readItems>[2],
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const shelf = await shelfFor(path, invocation.io);
  const document = await openDocument(path, invocation.io);
  const counted = (item: DocumentItem): void => {
    if (item.kind === 'finding') document.found();
    take(item);
  };
  try {
    const items = readExplained(document.bytes, document.name, shelf, options);
    await readKept(invocation, items, counted);
  } finally {
    document.done();
    await shelf.clear();
  }
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

/** Retrieves a saved map. */
export const retrieveMap = async (
  invocation: Invocation,
  client: Client,
  ref: MapReference,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const reply = await client.call(mapReport, { ref }, { signal: invocation.io.signal });
  await readKept(invocation, reply.items(), take, 'map');
};

/** The documents that hold findings, and those that may stand in their place. */
export const FINDING_ROOTS = [
  'SCAN',
  'HOST_LIST_VM_DETECTION_OUTPUT',
  'ASSET_DATA_REPORT',
  'ASSET_RANGE_INFO',
  'HOST',
  'GENERIC_RETURN',
  'SIMPLE_RETURN',
] as const;

/** The documents that are lists of entries: checks, tickets, postures, records. */
export const ENTRY_ROOTS = [
  'VULNS',
  'KNOWLEDGE_BASE_VULN_LIST_OUTPUT',
  'REMEDIATION_TICKETS',
  'POSTURE_INFO_LIST_OUTPUT',
  'COMPLIANCE_POLICY_REPORT',
  'AUTH_UNIX_LIST_OUTPUT',
  'AUTH_SNMP_LIST_OUTPUT',
] as const;

/** What of a report is wanted, where the rest need not become text; see `readItems`. */
type Wanted = Pick<NonNullable<Parameters<typeof readItems>[2]>, 'findings' | 'roots' | 'glossary'>;

/**
 * Hands on every item of the scan report that a source gives, to what `begin` gives: anew for a report that comes
 * anew. A target list is scanned with save.
 */
export const readSource = async (
  invocation: Invocation,
  source: Source,
  begin: () => (item: DocumentItem) => void,
  wanted: Wanted = {},
): Promise<void> => {
  const options = { roots: FINDING_ROOTS, ...wanted, repair: invocation.values['repair'] === true };
  if (source.kind === 'reference' || source.kind === 'targets') refuseRepair(invocation);
  switch (source.kind) {
    case 'stdin':
      return readStored(invocation, '-', options, begin());
    case 'file':
      return readStored(invocation, source.path, options, begin());
    case 'reference':
      return withClient(invocation, (client) => retrieve(invocation, client, source.ref, begin()));
    case 'targets':
      return withClient(invocation, (client) =>
        performScan(invocation, client, source.targets, true, NO_SINK, begin),
      );
  }
};
