import { isCalledFixed, namingOf, scoreOf, TRACKED, type CheckNaming } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { textIdOf } from '@openguard/knowledgebase';
import {
  COVERAGE_CATEGORY,
  parseReportDate,
  type DocumentItem,
  type EndItem,
  type HeaderItem,
  type TakenReport,
} from '@openguard/model';
import { parseAddress, type Address } from '@openguard/targets';
import { createHash } from 'node:crypto';

/** A report that can be read from its beginning more than once. */
export interface ReadableReport {
  /** What it is called, a file's name perhaps. */
  readonly source: string;
  /** All of its items, to its proven end; rejects when it is not whole. */
  readonly read: () => AsyncIterable<DocumentItem>;
}

/** What has to be known of a report before it is taken in. */
export interface Survey {
  readonly report: Omit<TakenReport, 'origin' | 'takenAt' | 'source'>;
  /** Whether it says that it is of a simulated estate. */
  readonly simulated: boolean;
  /** Hosts that stand in it more than once. */
  readonly repeated: ReadonlySet<Address>;
  /** How many findings have a date of their own that nobody can read. */
  readonly undated: number;
}

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_DOCUMENT_INVALID', `the report cannot be taken in: ${reason}`);
};

const isUnread = (date: string | undefined): boolean =>
  date !== undefined && date.trim() !== '' && parseReportDate(date) === undefined;

/** The digest of a report, of all that it holds. */
export const createDigest = () => {
  const hash = createHash('sha256');
  return {
    add: (item: DocumentItem): void => {
      if (item.kind !== 'end') hash.update(JSON.stringify(item)).update('\n');
      // The same list, told on another day, is another report.
      else if (item.answered !== undefined) hash.update(item.answered);
    },
    text: (): string => hash.digest('hex').slice(0, 32),
  };
};

const secondsIn = (ref: string): number | undefined => {
  const seconds = /^scan\/([0-9]+)\./.exec(ref)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

/** Reads a report once: that it is whole, what it says of itself, when it was made, and what it holds. */
export const surveyReport = async (read: ReadableReport['read']): Promise<Survey> => {
  const digest = createDigest();
  const hosts = new Set<Address>();
  const repeated = new Set<Address>();
  let header: HeaderItem | undefined;
  const naming = new Set<CheckNaming>();
  let [findings, score, undated] = [0, 0, 0];
  let last: string | undefined;
  let end: EndItem | undefined;
  const begin = (ip: string, anew: boolean): void => {
    if (last === ip && !anew) return;
    last = ip;
    const address = parseAddress(ip.trim());
    if (address._tag === 'Left') return refuse(`${JSON.stringify(ip.slice(0, 60))} is no IPv4 address`);
    if (hosts.has(address.right)) repeated.add(address.right);
    hosts.add(address.right);
  };
  for await (const item of read()) {
    digest.add(item);
    if (item.kind === 'refused') refuse('it holds an error instead of a scan');
    const status = header?.keys['STATUS']?.trim();
    if (item.kind === 'header' && (status === undefined || status === 'FINISHED')) header = item;
    if (item.kind === 'end') end = item;
    if (item.kind === 'host') begin(item.ip, true);
    if (item.kind !== 'finding') continue;
    begin(item.ip, false);
    if (item.category === COVERAGE_CATEGORY && item.section === 'info') continue;
    naming.add(namingOf(textIdOf(item)));
    if (isCalledFixed(item)) continue;
    if (isUnread(item.firstFound) || isUnread(item.lastFound)) undated += 1;
    findings += 1;
    score += scoreOf(item);
  }
  const { ref = '', date = '', target = '', keys = {} } = header ?? {};
  const at =
    parseReportDate(date) ??
    secondsIn(ref) ??
    parseReportDate(end?.answered ?? '') ??
    refuse('it does not say when it was made, with a date that there is');
  const status = end?.tracked === true ? TRACKED : keys['STATUS']?.trim();
  return {
    report: {
      ...{ digest: digest.text(), ref, at, target },
      notAlive: keys['NOT_ALIVE'] ?? '',
      notScanned: keys['NOT_SCANNED'] ?? '',
      ...{ hosts: hosts.size, findings, score },
      ...(status === undefined ? {} : { status }),
      ...(naming.size === 0 ? {} : { naming: [...naming].sort() }),
    },
    simulated: end?.simulated === true || keys['REPORT_TYPE']?.trim() === 'simulated',
    repeated,
    undated,
  };
};
