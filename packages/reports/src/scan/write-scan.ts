import { formatCompactDate, type HostReport, type Scan } from '@openguard/model';
import { endTag, startTag, writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { Header } from '../header/header.js';
import { Refusal } from '../refusal.js';
import { hostElement } from './host-element.js';
import { ScanStart } from './scan.js';

/** What stands before SCAN; after it, comments may keep a connection alive until the report is there. */
export const SCAN_HEAD = documentHead('SCAN', '/scan-1.dtd');

const NO_HOST_ALIVE = 3509;
const INTERNAL = 999;

const pad = (value: number): string => String(value).padStart(2, '0');

const duration = ({ startedAt, endedAt = startedAt }: Scan): string => {
  const seconds = Math.max(0, Math.round((endedAt - startedAt) / 1000));
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
};

const statusOf = (scan: Scan): 'FINISHED' | 'NOHOSTALIVE' | 'INTERRUPTED' => {
  if (scan.state === 'finished') return scan.hostsAlive === 0 ? 'NOHOSTALIVE' : 'FINISHED';
  return 'INTERRUPTED';
};

const header = (scan: Scan): string => {
  const keys: readonly (readonly [string, string])[] = [
    ['USERNAME', scan.account],
    ['DATE', formatCompactDate(scan.startedAt)],
    ['TITLE', scan.title],
    ['TARGET', scan.target],
    ['DURATION', duration(scan)],
    ['SCAN_HOST', scan.scanHost],
    ['NBHOST_ALIVE', String(scan.hostsAlive)],
    ['NBHOST_TOTAL', String(scan.hostsTotal)],
    ['REPORT_TYPE', scan.simulated ? 'simulated' : 'API'],
    ['OPTIONS', scan.option],
    ['STATUS', statusOf(scan)],
    ...(statusOf(scan) === 'INTERRUPTED' && scan.failure !== undefined
      ? [['STATUS_REASON', scan.failure] as const]
      : []),
    ...(scan.notAlive === '' ? [] : [['NOT_ALIVE', scan.notAlive] as const]),
    ...(scan.notScanned === '' ? [] : [['NOT_SCANNED', scan.notScanned] as const]),
  ];
  return writeElement(Header.encode({ keys: keys.map(([name, text]) => ({ name, text })) }), '  ');
};

const error = (number: number, text: string): string =>
  writeElement(Refusal.encode({ number: String(number), text }), '  ');

// Without a host the DTD wants an ERROR in its place.
const emptyError = (scan: Scan): string => {
  switch (statusOf(scan)) {
    case 'NOHOSTALIVE':
      return error(NO_HOST_ALIVE, `No host alive among ${scan.target.slice(0, 200)}.`);
    case 'INTERRUPTED':
      return error(INTERNAL, scan.failure ?? 'The scan was interrupted before any host was done.');
    case 'FINISHED':
      return error(INTERNAL, 'This report holds none of the hosts that were alive.');
  }
};

/** Writes one host as it stands in SCAN. The same host gives the same bytes in whatever report it stands. */
export const writeHost = (host: HostReport): string => writeElement(hostElement(host), '  ');

/** Writes SCAN without its head around hosts that are written (see {@link writeHost}), in pieces of any size. */
export async function* writeScanAround<A extends string | Uint8Array>(
  scan: Scan,
  hosts: AsyncIterable<A>,
): AsyncGenerator<A | string, void, undefined> {
  const root = ScanStart.encode({ value: scan.ref });
  yield startTag(root) + '\n' + header(scan);
  let written = 0;
  for await (const piece of hosts) {
    yield piece;
    written += 1;
  }
  if (written === 0) yield emptyError(scan);
  yield `${endTag(root)}\n`;
}

async function* writtenHosts(hosts: AsyncIterable<HostReport>): AsyncGenerator<string, void, undefined> {
  for await (const host of hosts) yield writeHost(host);
}

/**
 * Writes SCAN without its head, in the 2001 form, host by host. Hosts that did not answer and hosts that were
 * not scanned are named in HEADER, as target lists.
 */
export const writeScan = (
  scan: Scan,
  hosts: AsyncIterable<HostReport>,
): AsyncGenerator<string, void, undefined> => writeScanAround(scan, writtenHosts(hosts));

/** Writes a SCAN that refuses, without its head: nothing was scanned or found. */
export const writeScanRefusal = (number: number, text: string): string => {
  const root = ScanStart.encode({ value: 'None' });
  return `${startTag(root)}\n${error(number, text)}${endTag(root)}\n`;
};
