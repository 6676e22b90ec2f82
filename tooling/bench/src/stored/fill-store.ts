import { ScanReference, type HostReport, type Scan } from '@openguard/model';
import { writeHost } from '@openguard/reports';
import type { Store } from '@openguard/storage';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';

const STARTED = Date.UTC(2026, 0, 5, 6);
const AT_ONCE = 8;
/** So many of the scans hold the address that is looked for, however many there are. */
const HOLDING = 20;
const HOSTS = 2000;

/** The lines of a log, no two alike. */
const logOf = (host: number, bytes: number): string => {
  let state = host + 1;
  let log = '';
  while (log.length < bytes) {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    const token = (state >>> 0).toString(36);
    log += `GET /vendor/example/index.php?item=${state >>> 22}&lang=fr HTTP/1.1 200 "Zoë <${token}> & daughters"\n`;
  }
  return log;
};

/** An address that some of the scans hold. */
export const LOOKED_FOR = '127.7.7.7';

const referenceOf = (serial: number): ScanReference => {
  const reference = ScanReference.decode(`scan/${Math.floor(STARTED / 1000)}.${serial}`);
  if (E.isLeft(reference)) throw new BenchFailure(`no reference: ${serial}`);
  return reference.right;
};

const scanOf = (account: string, serial: number, rest: Partial<Scan>): Scan => ({
  ref: referenceOf(serial),
  account,
  target: '127.0.0.1',
  title: `Week ${serial}`,
  option: '',
  saved: true,
  simulated: true,
  state: 'finished',
  startedAt: STARTED + serial * 1000,
  endedAt: STARTED + serial * 1000 + 60_000,
  hostsAlive: 1,
  hostsTotal: 1,
  notAlive: '',
  notScanned: '',
  scanHost: 'bench',
  ...rest,
});

/** Adds finished scans to a store; a few of them, spread evenly, hold {@link LOOKED_FOR}. */
export const addScans = async (store: Store, account: string, count: number): Promise<void> => {
  let next = 0;
  const some = async (): Promise<void> => {
    while (next < count) {
      const serial = (next += 1);
      const network = `127.${10 + (serial % 200)}.${Math.floor(serial / 200) % 250}`;
      const held = serial % Math.floor(count / HOLDING) === 0;
      const target = held ? '127.7.7.0-127.7.7.20' : `${network}.1-${network}.20,127.9.${serial % 250}.9`;
      await store.addScan(scanOf(account, serial, { target }), []);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
};

const hostOf = (index: number, bytes: number): HostReport => ({
  ip: `127.20.${Math.floor(index / 250)}.${1 + (index % 250)}`,
  findings: [
    {
      section: 'vuln',
      id: 'example-check',
      title: 'A page that tells more than it should',
      cve: [],
      category: 'web',
      severity: 3,
      port: 80,
      rule: 'example',
      diagnosis: 'The page shows what belongs to others.',
      consequence: 'Strangers read it.',
      solution: 'Ask for a password.',
      result: logOf(index, bytes),
    },
  ],
  coverage: { tcp: '1-1000', udp: '', checks: ['example-check'], gaps: [] },
});

/** Adds one finished scan of so many bytes in all, its hosts written as a worker writes them. */
export const addLargeScan = async (
  store: Store,
  account: string,
  serial: number,
  megabytes: number,
  hosts = HOSTS,
): Promise<ScanReference> => {
  const running = scanOf(account, serial, { state: 'running', target: '127.20.0.1-127.20.7.250' });
  await store.addScan(running, [running.target]);
  await store.beginBatch(running.ref, 0);
  const each = (megabytes * 1e6) / hosts;
  for (let index = 0; index < hosts; index += 1) {
    const host = hostOf(index, each);
    await store.putHost({ ref: running.ref, batch: 0 }, host, Buffer.from(writeHost(host)));
  }
  await store.endBatch(running.ref, 0, { state: 'done', notAlive: '' });
  await store.closeScan({ ...running, state: 'finished' });
  return running.ref;
};
