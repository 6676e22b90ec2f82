import {
  parseReportDate,
  type ExploitedVulnerability,
  type ForecastVulnerability,
  type KnownVulnerability,
} from '@openguard/model';
import * as t from 'io-ts';
import { parseFeedDate } from './feed-date.js';
import { jsonRecords, type FeedFault } from './json-records.js';
import { fromNvd, NvdRecord, unreadableIn } from './nvd-record.js';
import type { FeedField } from './outer-fields.js';

/**
 * What a feed tells, one by one. `unreadable` is how many names of products of a vulnerability nobody can read. `dated`
 * says of when the table is that the exploited ones or the forecasts are, in milliseconds since 1970; it may come last.
 */
export type FeedItem =
  | { readonly kind: 'vulnerability'; readonly value: KnownVulnerability; readonly unreadable?: number }
  | { readonly kind: 'dated'; readonly value: number }
  | { readonly kind: 'exploited'; readonly value: ExploitedVulnerability }
  | { readonly kind: 'forecast'; readonly value: ForecastVulnerability }
  | { readonly kind: 'fault'; readonly value: FeedFault };

const KevRecord = t.type({ cveID: t.string, dateAdded: t.string });

/** Whether a text is a day that there is: 30 February is not taken for 2 March. */
const isDay = (text: string): boolean => parseReportDate(`${text}T00:00:00Z`) !== undefined;

/** Whether a score is one of CVSS, where there is one. */
const isScored = ({ score = 0 }: KnownVulnerability): boolean => score >= 0 && score <= 10;

const CVE = /^CVE-\d{4}-\d{4,}$/;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const itemOf = (text: string, number: number): FeedItem => {
  const record = parsed(text);
  if (NvdRecord.is(record) && CVE.test(record.cve.id)) {
    const [value, unreadable] = [fromNvd(record), unreadableIn(record)];
    if (value !== undefined && isScored(value))
      return { kind: 'vulnerability', value, ...(unreadable === 0 ? {} : { unreadable }) };
  }
  if (KevRecord.is(record) && CVE.test(record.cveID) && isDay(record.dateAdded)) {
    return { kind: 'exploited', value: { cve: record.cveID, since: record.dateAdded } };
  }
  return { kind: 'fault', value: { tag: 'BadRecord', number } };
};

const datedItem = (text: string): FeedItem => {
  const value = parseFeedDate(text);
  return value === undefined
    ? { kind: 'fault', value: { tag: 'BadDate', told: text } }
    : { kind: 'dated', value };
};

/** What the NVD says of its feeds, and CISA of its catalogue. */
const itemOfField = ({ name, value }: FeedField): FeedItem | undefined => {
  if (name === 'version' && value !== '2.0')
    return { kind: 'fault', value: { tag: 'OtherVersion', told: value } };
  return name === 'dateReleased' ? datedItem(value) : undefined;
};

async function* readJson(source: AsyncIterable<Uint8Array>): AsyncGenerator<FeedItem, void, undefined> {
  let number = 0;
  for await (const part of jsonRecords(source)) {
    let item: FeedItem | undefined;
    if (typeof part === 'string') item = itemOf(part, (number += 1));
    else item = part.tag === 'Field' ? itemOfField(part) : { kind: 'fault', value: part };
    if (item === undefined) continue;
    yield item;
    if (item.kind === 'fault') return;
  }
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string, string, undefined> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const piece of source) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return rest;
}

const HEADING = /^cve,epss,percentile\r?$/;
const DATED = /^#(?:.*,)?\s*score_date:\s*([^,\s]+)/;
const ROW = /^(CVE-\d{4}-\d{4,}),([01](?:\.\d+)?(?:e-\d+)?),([01](?:\.\d+)?(?:e-\d+)?)\r?$/;

/** EPSS: a line about the model, a heading, rows. The last row ends with a line break, else the file was cut. */
async function* readTable(source: AsyncIterable<Uint8Array>): AsyncGenerator<FeedItem, void, undefined> {
  let number = 0;
  let headed = false;
  const lines = linesOf(source);
  for (let next = await lines.next(); ; next = await lines.next()) {
    if (next.done === true) {
      if (!headed || number === 0) yield { kind: 'fault', value: { tag: 'NotAFeed' } };
      else if (next.value !== '') yield { kind: 'fault', value: { tag: 'Truncated' } };
      return;
    }
    const line = next.value;
    if (!headed && (line.startsWith('#') || HEADING.test(line))) {
      headed = !line.startsWith('#');
      const [, date] = DATED.exec(line) ?? [];
      const item = date === undefined ? undefined : datedItem(date);
      if (item !== undefined) yield item;
      if (item?.kind === 'fault') return;
      continue;
    }
    number += 1;
    const [, cve, likelihood] = (headed ? ROW.exec(line) : undefined) ?? [];
    if (cve === undefined || Number(likelihood) > 1) {
      yield { kind: 'fault', value: headed ? { tag: 'BadRecord', number } : { tag: 'NotAFeed' } };
      return;
    }
    yield { kind: 'forecast', value: { cve, likelihood: Number(likelihood) } };
  }
}

async function* from(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * Reads a feed while it comes: JSON of the NVD (version 2.0) or of CISA's list of exploited vulnerabilities, or the
 * table of EPSS. A fault comes last; what came before it stands.
 */
export async function* readFeed(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<FeedItem, void, undefined> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) {
    yield { kind: 'fault', value: { tag: 'NotAFeed' } };
    return;
  }
  const looksLikeJson = /^\ufeff?\s*[{[]/.test(new TextDecoder().decode(first.value.subarray(0, 64)));
  yield* (looksLikeJson ? readJson : readTable)(from(first.value, pieces));
}

/** What is wrong with a feed, in words. */
export const describeFeedFault = (fault: FeedFault): string => {
  switch (fault.tag) {
    case 'NotAFeed':
      return 'it is neither a feed of the NVD (JSON 2.0) nor the catalogue of CISA nor the table of EPSS';
    case 'NoList':
      return 'it lacks the list "vulnerabilities", which feeds of the NVD (JSON 2.0) and the catalogue of CISA have';
    case 'OtherVersion':
      return `it says that it is of version ${JSON.stringify(fault.told)}; feeds of the NVD are read in version 2.0`;
    case 'BadDate':
      return `its date ${JSON.stringify(fault.told)} cannot be read`;
    case 'Truncated':
      return 'it ends too early';
    case 'MoreBehind':
      return 'something stands behind its end: more than one file, perhaps';
    case 'WrongCount':
      return `it says that it holds ${fault.told} records, and holds ${fault.held}`;
    case 'BadRecord':
      return `its record ${fault.number} cannot be read`;
  }
};
