import { HostReport, type ScanReference } from '@openguard/model';
import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Store } from '../store.js';
import type { Connection } from './connection.js';
import { storeFailed } from './failure.js';
import { readRecord, writeRecord } from './record.js';

type HostCalls = Pick<Store, 'putHost' | 'hostsOf'>;

const HIGHEST: Address = 2 ** 32 - 1;

/**
 * The first host of a scan from an address on. One row at a time instead of an open cursor: it holds back no
 * writer, and one statement tells "no more hosts" from "no more scan".
 */
export const NEXT_HOST = `
  SELECT host.address, host.record FROM scan
  LEFT JOIN host ON host.scan = scan.id AND host.address >= $from AND host.address <= $last
  WHERE scan.ref = $ref ORDER BY host.address LIMIT 1`;

/** The calls of a store that are about the hosts of a scan. */
export const hostCalls = ({ database, path, call }: Connection): HostCalls => {
  const put = database.prepare(
    `INSERT INTO host (scan, address, record) SELECT id, $address, $record FROM scan WHERE ref = $ref
     ON CONFLICT (scan, address) DO UPDATE SET record = excluded.record`,
  );
  const next = database.prepare(NEXT_HOST);

  const nextHost = (ref: ScanReference, from: Address, last: Address) => {
    const row = next.get({ ref, from, last });
    if (row === undefined)
      throw storeFailed(path, `read the hosts of ${ref}`, 'the scan is not there, or no longer');
    if (row['address'] === null) return undefined;
    const address = Number(row['address']);
    const what = `host ${formatAddress(address)} of ${ref}`;
    return { address, host: readRecord(HostReport, row['record'], { path, what }) };
  };

  return {
    putHost: (ref, host) => {
      const what = `host ${host.ip} of ${ref}`;
      return call(`keep ${what}`, () => {
        const address = parseAddress(host.ip);
        if (E.isLeft(address)) throw storeFailed(path, `keep ${what}`, 'that is no IPv4 address');
        const record = writeRecord(HostReport, host, { path, what });
        if (put.run({ ref, address: address.right, record }).changes > 0) return;
        throw storeFailed(path, `keep ${what}`, 'the scan is not there, or no longer');
      });
    },
    hostsOf: async function* (ref, only) {
      const last = only ?? HIGHEST;
      let from = only ?? 0;
      for (;;) {
        const found = await call(`read the hosts of ${ref}`, () => nextHost(ref, from, last));
        if (found === undefined) return;
        yield found.host;
        from = found.address + 1;
      }
    },
  };
};
