import {
  MapReference,
  ScanReference,
  type Account,
  type AuditEntry,
  type HostReport,
  type KeptMap,
  type LoginRecord,
  type MapHost,
  type OutgoingMail,
  type Scan,
} from '@openguard/model';
import type { BatchKey, Store } from '../src/index.js';
import { parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';

export const account = (name: string, rest: Partial<Account> = {}): Account => ({
  name,
  role: 'user',
  targets: '192.0.2.0/24',
  domain: '',
  passwordHash: `hash of ${name}`,
  createdAt: 993_593_085_000,
  ...rest,
});

export const reference = (serial: number): ScanReference => {
  const decoded = ScanReference.decode(`scan/993593085.${serial}`);
  if (E.isLeft(decoded)) throw new Error(`no reference: ${serial}`);
  return decoded.right;
};

/** A scan that is listed, unless `rest` says otherwise. */
export const scan = (serial: number, rest: Partial<Scan> = {}): Scan => ({
  ref: reference(serial),
  account: 'ann',
  target: '192.0.2.1',
  title: 'Weekly',
  option: '',
  saved: true,
  simulated: false,
  state: 'finished',
  startedAt: 993_593_085_000 + serial,
  hostsAlive: 1,
  hostsTotal: 1,
  notAlive: '',
  notScanned: '',
  scanHost: 'scanner.example',
  ...rest,
});

export const mapReference = (serial: number): MapReference => {
  const decoded = MapReference.decode(`map/993593085.${serial}`);
  if (E.isLeft(decoded)) throw new Error(`no reference: ${serial}`);
  return decoded.right;
};

/** A map that is listed, unless `rest` says otherwise. */
export const map = (serial: number, rest: Partial<KeptMap> = {}): KeptMap => ({
  ref: mapReference(serial),
  account: 'ann',
  target: 'mill.example',
  domain: 'mill.example',
  title: 'Weekly',
  option: '',
  saved: true,
  simulated: false,
  state: 'finished',
  startedAt: 993_593_085_000 + serial,
  hosts: 1,
  leftOut: '',
  mapHost: 'scanner.example',
  ...rest,
});

export const mapHost = (ip: string, rest: Partial<MapHost> = {}): MapHost => ({
  ip,
  router: false,
  ports: [80],
  links: [''],
  ...rest,
});

export const host = (ip: string, rest: Partial<HostReport> = {}): HostReport => ({
  ip,
  findings: [
    {
      section: 'vuln',
      id: '27000',
      title: 'Anonymous FTP',
      cve: ['CVE-1999-0497'],
      category: 'ftp',
      severity: 3,
      port: 21,
      protocol: 'tcp',
      rule: 'data',
    },
  ],
  coverage: { tcp: '1-65535', udp: '', checks: ['27000'], gaps: [] },
  ...rest,
});

export const mail = (id: string, rest: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id,
  account: 'ann',
  to: 'ann@mill.example',
  createdAt: 1000,
  attempts: 0,
  nextAt: 1000,
  state: 'queued',
  sealed: `sealed ${id}`,
  ...rest,
});

export const login = (id: number, rest: Partial<LoginRecord> = {}): LoginRecord => ({
  id,
  account: 'ann',
  kind: 'unix',
  title: `Record ${id}`,
  comments: '',
  ips: '192.0.2.1',
  createdAt: 1000,
  createdBy: 'ann',
  modifiedAt: 1000,
  username: 'scan',
  sealed: `sealed ${id}`,
  ...rest,
});

export const auditEntry = (at: number, rest: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  account: 'ann',
  address: '192.0.2.200',
  action: 'scan',
  subject: 'scan/993593085.1',
  detail: '',
  ...rest,
});

/** No bytes: a host whose writing is not known. */
export const UNWRITTEN = new Uint8Array();

/** Batch 0 of a scan, say. */
export const key = (ref: BatchKey['ref'], batch = 0): BatchKey => ({ ref, batch });

/** Adds scans with one batch each. */
export const addScans = async (store: Store, ...scans: readonly Scan[]): Promise<void> => {
  for (const each of scans) await store.addScan(each, [each.target]);
};

/** Puts hosts into the first batch of a scan, without their bytes. */
export const putHosts = async (
  store: Store,
  ref: ScanReference,
  ...hosts: readonly HostReport[]
): Promise<void> => {
  for (const each of hosts) {
    if (!(await store.putHost(key(ref), each, UNWRITTEN))) throw new Error(`not put: ${each.ip}`);
  }
};

export const addressOf = (text: string): Address => {
  const parsed = parseAddress(text);
  if (E.isLeft(parsed)) throw new Error(`no address: ${text}`);
  return parsed.right;
};

/** Everything that an iteration gives. */
export const collect = async <A>(items: AsyncIterable<A>): Promise<readonly A[]> => {
  const all: A[] = [];
  for await (const item of items) all.push(item);
  return all;
};
