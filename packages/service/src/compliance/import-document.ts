import { OpenGuardError } from '@openguard/errors';
import {
  parseReportDate,
  type DocumentItem,
  type KeptPolicy,
  type KeptReport,
  type PostureItem,
} from '@openguard/model';
import { describeDocumentFault, readDocument, writeExplanation, writePosture } from '@openguard/reports';
import type { KeptExplanation, KeptPosture, Store } from '@openguard/storage';
import { parseAddress, type Address } from '@openguard/targets';

/** A document that can be read from its beginning more than once. */
export interface ReadableDocument {
  /** What it is called, a file's name perhaps. */
  readonly source: string;
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** What importing needs. */
export interface ImportOptions {
  readonly store: Pick<Store, 'putPolicy' | 'putReport' | 'nextSerial'>;
  readonly account: string;
  readonly clock: () => number;
}

const POSTURE = 'POSTURE_INFO_LIST_OUTPUT';
const REPORT = 'COMPLIANCE_POLICY_REPORT';
/** Entries that a list of a glossary may have. */
const MOST_ENTRIES = 1e9;

const refuse = (source: string, reason: string): never => {
  throw new OpenGuardError(
    'OG_DOCUMENT_INVALID',
    `${source} is not imported: ${reason}; nothing was changed`,
  );
};

/** The items of a document to its proven end. */
async function* itemsOf(
  { source, read }: ReadableDocument,
  root: string,
): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const item of readDocument(read(), { roots: [root] })) {
    if (item._tag === 'Left') return refuse(source, describeDocumentFault(item.left));
    const told = item.right;
    if (told.kind === 'refused' || told.kind === 'return')
      return refuse(source, 'it is a refusal, and no document of compliance');
    yield told;
  }
}

/** What has to be known of a list of postures before any of it is kept. */
interface Survey {
  readonly postures: number;
  readonly addresses: ReadonlyMap<number, Address>;
}

const hostOf = (source: string, { values }: { readonly values: Readonly<Record<string, unknown>> }) => {
  const { id, ip } = values;
  const address = typeof ip === 'string' ? parseAddress(ip.trim()) : undefined;
  if (typeof id !== 'string' || address?._tag !== 'Right')
    return refuse(source, 'a host of its glossary has no number or no IPv4 address');
  return [Number(id), address.right] as const;
};

const STATUSES: ReadonlySet<string> = new Set(['Passed', 'Failed', 'Error']);

/** What of a posture could not be filtered by, and would be told as something else. */
const faultOf = ({ controlId, status, modified, evaluated }: PostureItem): string | undefined => {
  if (!/^[0-9]{1,15}$/.test(controlId)) return 'no number is the control';
  if (!STATUSES.has(status)) return 'none of Passed, Failed and Error is the status';
  const dates = [modified, evaluated].filter((date) => date !== undefined && date !== '');
  return dates.every((date) => parseReportDate(date ?? '') !== undefined) ? undefined : 'no date is a date';
};

const surveyPostures = async (document: ReadableDocument): Promise<Survey> => {
  const { source } = document;
  const addresses = new Map<number, Address>();
  const hosts = new Set<number>();
  let last = -1;
  let postures = 0;
  for await (const item of itemsOf(document, POSTURE)) {
    // What is not known of an entry would be lost when it is told again.
    const [notice] = item.notices ?? [];
    if (notice !== undefined && item.kind !== 'request')
      return refuse(source, `it holds what cannot be kept, at ${notice.path}`);
    if (item.kind === 'end' && item.truncated === true)
      return refuse(source, 'it is a page of a list that goes on; import the whole list');
    if (item.kind === 'glossary' && item.entry === 'host') {
      const [host, address] = hostOf(source, item);
      if (addresses.has(host)) return refuse(source, `host ${host} stands twice in its glossary`);
      addresses.set(host, address);
    }
    if (item.kind !== 'posture') continue;
    const { id = -1, hostId = -1 } = item;
    if (id <= last) return refuse(source, `posture ${id} does not stand in the order of numbers`);
    const fault = faultOf(item);
    if (fault !== undefined) return refuse(source, `${fault} of posture ${id}`);
    last = id;
    hosts.add(hostId);
    postures += 1;
  }
  const [unknown] = [...hosts].filter((host) => !addresses.has(host));
  if (unknown !== undefined)
    return refuse(source, `its glossary does not say which address host ${unknown} has (details=All does)`);
  return { postures, addresses };
};

const postureOf = (item: PostureItem, address: Address): KeptPosture => {
  const { id = 0, hostId = 0, controlId, status, modified } = item;
  const modifiedAt = modified === undefined ? undefined : parseReportDate(modified);
  return {
    ...{ id, host: hostId, address, control: Number(controlId), status },
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...writePosture(item, hostId),
  };
};

async function* partsOf(
  document: ReadableDocument,
  addresses: Survey['addresses'],
): AsyncGenerator<KeptPosture | KeptExplanation, void, undefined> {
  const counts = new Map<string, number>();
  for await (const item of itemsOf(document, POSTURE)) {
    if (item.kind === 'posture') yield postureOf(item, addresses.get(item.hostId ?? -1) ?? 0);
    const explained = item.kind === 'glossary' ? writeExplanation(item) : undefined;
    if (explained === undefined) continue;
    const { list, order, written } = explained;
    const count = counts.get(list) ?? 0;
    counts.set(list, count + 1);
    yield { list, number: order * MOST_ENTRIES + count, written };
  }
}

/** A policy as it is imported: its number, and what it is called. */
export interface ImportedPolicy {
  readonly id: number;
  readonly title: string;
}

/**
 * Keeps the posture of a policy in place of what was kept of it. The document is read twice, first to its proven end.
 * Rejects with `OG_DOCUMENT_INVALID` when it is not whole, holds what could not be told again, or does not say which
 * addresses its hosts have; then nothing has changed.
 */
export const importPostures = async (
  { store, account, clock }: ImportOptions,
  document: ReadableDocument,
  { id, title }: ImportedPolicy,
): Promise<KeptPolicy> => {
  const { postures, addresses } = await surveyPostures(document);
  const policy = { account, id, title, postures, importedAt: clock() };
  await store.putPolicy(policy, partsOf(document, addresses));
  return policy;
};

/** Keeps a policy report, to be fetched as it is. Rejects with `OG_DOCUMENT_INVALID` when it is not whole. */
export const importPolicyReport = async (
  { store, account, clock }: ImportOptions,
  document: ReadableDocument,
  title?: string,
): Promise<KeptReport> => {
  let name: string | undefined;
  for await (const item of itemsOf(document, REPORT)) if (item.kind === 'header') name ??= item.title;
  let size = 0;
  for await (const { length } of document.read()) size += length;
  const report: KeptReport = {
    ...{ account, id: await store.nextSerial(), title: title ?? name ?? document.source },
    ...{ root: REPORT, size, importedAt: clock() },
  };
  await store.putReport(report, document.read());
  return report;
};

/**
 * Which of the two a document is, by its root; `undefined` for anything else. Rejects with `OG_REPLY_EMPTY`,
 * `OG_REPLY_NOT_XML` or `OG_DOCUMENT_INVALID` when it has none that can be read.
 */
export const complianceKind = async (
  document: ReadableDocument,
): Promise<'posture' | 'report' | undefined> => {
  for await (const item of readDocument(document.read(), { roots: [POSTURE] })) {
    if (item._tag === 'Right') return 'posture';
    if (item.left.tag === 'Root') return item.left.name === REPORT ? 'report' : undefined;
    const { source } = document;
    const tag = item.left.tag === 'Xml' ? item.left.fault.tag : undefined;
    if (tag === 'Empty')
      throw new OpenGuardError('OG_REPLY_EMPTY', `${source} is empty; nothing was changed`);
    if (tag === 'NotXml')
      throw new OpenGuardError('OG_REPLY_NOT_XML', `${source} is not XML; nothing was changed`);
    return refuse(source, describeDocumentFault(item.left));
  }
  return undefined;
};
